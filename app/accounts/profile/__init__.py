"""How one is called and looks here, what new work begins with, and which mails one gets."""

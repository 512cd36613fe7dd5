"""Google and GitHub as ways in: whom their accounts belong to here."""

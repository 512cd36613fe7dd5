"""Files that no row needs any more: listed in the transaction that lets go of them, removed after it."""

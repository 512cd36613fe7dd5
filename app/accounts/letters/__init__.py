"""Letters: mail that the instance sends."""

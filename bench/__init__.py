"""Measurements, each a ratio against something a user would pick instead, taken side by side in one run.

Servers are compared by requests per CPU-second that they really ran, read from the kernel's scheduler: on a machine
that does other things too, plain requests per second say more about those.
"""

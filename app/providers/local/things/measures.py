"""The measures of four-legged animals."""

from __future__ import annotations

from dataclasses import replace

from app.providers.local.things.flesh import Beast

HORSE = Beast(
    long=1.02,
    back=1.55,
    chest=0.36,
    waist=0.31,
    rump=0.34,
    leg=(0.17, 0.075, 0.075),
    neck=(0.42, 0.52, 0.25, 0.135),
    head=(0.52, 0.15, 0.088, 0.95),
    ear=(0.17, 0.05, 12),
    tail=((0.0, -0.02), (0.05, -0.08)),
    tail_size=(0.08, 0.06),
    coat="#7a4a2c",
    belly="#6d4128",
    sock="#3a2a22",
    muzzle="#4a3328",
)


DEER = Beast(
    long=0.78,
    back=1.08,
    chest=0.235,
    waist=0.19,
    rump=0.21,
    leg=(0.1, 0.042, 0.04),
    neck=(0.3, 0.42, 0.125, 0.08),
    head=(0.29, 0.088, 0.05, 0.5),
    ear=(0.17, 0.045, 62),
    tail=((0.0, 0.0), (0.08, -0.05), (0.1, -0.16)),
    tail_size=(0.05, 0.04),
    coat="#9a6238",
    belly="#c9a57a",
    sock="#7d4f30",
    muzzle="#5a4030",
)


COW = Beast(
    long=1.15,
    back=1.38,
    chest=0.40,
    waist=0.40,
    rump=0.36,
    leg=(0.16, 0.085, 0.09),
    neck=(0.42, 0.0, 0.24, 0.17),
    head=(0.42, 0.165, 0.115, 0.75),
    ear=(0.2, 0.06, 82),
    tail=((0.0, 0.1), (0.08, 0.0), (0.1, -0.4), (0.09, -0.8)),
    tail_size=(0.045, 0.05),
    coat="#e9e4da",
    belly="#e9e4da",
    sock="#ddd6ca",
    muzzle="#d9a79a",
)


SHEEP = Beast(
    long=0.6,
    back=0.74,
    chest=0.19,
    waist=0.19,
    rump=0.19,
    leg=(0.09, 0.042, 0.042),
    neck=(0.22, 0.06, 0.17, 0.12),
    head=(0.2, 0.1, 0.062, 0.75),
    ear=(0.13, 0.035, 88),
    tail=((0.0, 0.0), (0.06, -0.08), (0.06, -0.16)),
    tail_size=(0.06, 0.05),
    coat="#e4dccb",
    belly="#d9d0bd",
    sock="#2e2926",
    muzzle="#2e2926",
    step=0.05,
    deep=0.03,
)


FOX = Beast(
    long=0.42,
    back=0.41,
    chest=0.105,
    waist=0.085,
    rump=0.095,
    leg=(0.05, 0.026, 0.028),
    neck=(0.13, 0.11, 0.085, 0.07),
    head=(0.17, 0.082, 0.026, 0.32),
    ear=(0.125, 0.042, 14),
    tail=((0.0, 0.0), (0.13, -0.04), (0.3, -0.12), (0.46, -0.14)),
    tail_size=(0.04, 0.075),
    coat="#c2662c",
    belly="#e6d2b8",
    sock="#2e2420",
    muzzle="#efe4d2",
    step=0.06,
    deep=0.003,
)


DOG = Beast(
    long=0.52,
    back=0.58,
    chest=0.15,
    waist=0.115,
    rump=0.125,
    leg=(0.07, 0.036, 0.042),
    neck=(0.14, 0.17, 0.105, 0.09),
    head=(0.21, 0.102, 0.055, 0.22),
    ear=(0.15, 0.055, 150),
    tail=((0.0, 0.02), (0.12, 0.1), (0.22, 0.24), (0.24, 0.38)),
    tail_size=(0.035, 0.02),
    coat="#b58a55",
    belly="#d9c09a",
    sock="#b99466",
    muzzle="#8a6642",
    step=0.07,
    deep=0.002,
)


WOLF = replace(
    DOG,
    coat="#7f8083",
    belly="#c9c6c0",
    sock="#9a9894",
    muzzle="#d6d2ca",
    ear=(0.13, 0.045, 12),
    head=(0.24, 0.1, 0.045, 0.3),
    tail=((0.0, -0.02), (0.1, -0.08), (0.16, -0.24), (0.17, -0.4)),
    tail_size=(0.04, 0.055),
    back=0.66,
    deep=0.006,
)


BEAR = Beast(
    long=1.0,
    back=1.15,
    chest=0.42,
    waist=0.40,
    rump=0.43,
    leg=(0.21, 0.15, 0.14),
    neck=(0.34, 0.0, 0.32, 0.25),
    head=(0.36, 0.22, 0.1, 0.4),
    ear=(0.16, 0.085, 25),
    tail=((0.0, 0.0), (0.05, -0.05)),
    tail_size=(0.05, 0.04),
    coat="#5b402c",
    belly="#4f3726",
    sock="#452f22",
    muzzle="#8f6f52",
    step=0.2,
    deep=0.012,
)


ELEPHANT = Beast(
    long=1.7,
    back=2.9,
    chest=0.88,
    waist=0.9,
    rump=0.85,
    leg=(0.40, 0.30, 0.31),
    neck=(0.62, 0.02, 0.58, 0.5),
    head=(0.55, 0.52, 0.36, 1.05),
    ear=(0.1, 0.05, 60),
    tail=((0.0, 0.0), (0.12, -0.3), (0.14, -1.0)),
    tail_size=(0.07, 0.05),
    coat="#85817d",
    belly="#7b7773",
    sock="#77736f",
    muzzle="#85817d",
    step=0.35,
    deep=0.012,
)


LION = Beast(
    long=0.95,
    back=1.05,
    chest=0.3,
    waist=0.24,
    rump=0.26,
    leg=(0.15, 0.085, 0.09),
    neck=(0.26, 0.18, 0.24, 0.2),
    head=(0.3, 0.185, 0.11, 0.3),
    ear=(0.13, 0.065, 38),
    tail=((0.0, 0.05), (0.15, -0.1), (0.28, -0.42), (0.5, -0.5)),
    tail_size=(0.045, 0.03),
    coat="#c39a5c",
    belly="#d6b98a",
    sock="#c39a5c",
    muzzle="#e0cda8",
    step=0.18,
)

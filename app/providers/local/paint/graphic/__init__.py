"""Graphic techniques: prints, drawings, cut and woven things, screens and glass."""

"""The embedded engine: a procedural renderer, not an AI model. Keyless, offline, deterministic for a seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.providers.base import Cancelled, ProviderError, Result

if TYPE_CHECKING:
    from app.providers.base import Call, Order


class Local:
    """Draws scenes from the words of a prompt and puts styles on photographs; costs nothing.

    The drawing code and its libraries load with the first order, so that a process that only serves stays small.
    """

    resumable = False

    def draw(self, order: Order, call: Call) -> Result:
        from app.providers.local.drawing import draw_order

        if call.cancelled():
            raise Cancelled
        try:
            return draw_order(order, call)
        except (ValueError, MemoryError) as error:
            raise ProviderError(
                "local_failed", "The embedded engine could not draw this. Try other words or a smaller size."
            ) from error

"""Each verb of steering; the only writers of its tables."""

from motcua.composition.steering.actions.counting import count
from motcua.composition.steering.actions.forecasting import drop_forecast, refresh

__all__ = ["count", "drop_forecast", "refresh"]

"""Due dates, their calendar, plans and forecasts."""

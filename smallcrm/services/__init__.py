"""What the business does: functions whose first parameter is a session."""

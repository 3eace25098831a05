"""Reports: charts and tables of what came of deals."""

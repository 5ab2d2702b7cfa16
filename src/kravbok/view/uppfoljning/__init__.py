"""Follow-up derived from an edition: plan, checklist, form for the yearly report, calendar of deliveries, coverage."""

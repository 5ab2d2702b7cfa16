"""The follow-up documents in their formats: HTML (and of it PDF and Word), workbooks, forms and a calendar."""

"""A page of the website as files: HTML with its frame, the fragment for a CMS, JSON, and what machines read."""

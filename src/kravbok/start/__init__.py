"""A new region's repository: everything it begins with, made of templates and proven before anything is written."""

"""A finished website put on a server: uploaded beside the old one, verified there, and switched to in one step."""

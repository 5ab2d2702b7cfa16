"""What stands in the editor's way on this machine and in this project: questions, each with an answer and a remedy.

Nothing is written, and nothing is asked over a network.
"""

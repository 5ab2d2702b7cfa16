"""The real validators and programs that judge what kravbok writes; nothing here knows kravbok itself.

A tool that the machine lacks skips the test that asks for it, with the remedy; with CI=true the skip is a failure.
"""

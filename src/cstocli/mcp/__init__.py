"""The server of the Model Context Protocol: the questions of a base as tools for assistants."""

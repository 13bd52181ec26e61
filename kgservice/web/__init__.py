"""The web service: a Flask application factory and its blueprints."""

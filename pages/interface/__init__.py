"""Morceaux d'écran partagés : seul endroit, avec les pages et app.py, qui importe streamlit."""

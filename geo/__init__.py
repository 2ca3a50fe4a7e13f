"""Le savoir : calculs purs, cartes et graphiques, sans streamlit."""

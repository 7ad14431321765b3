"""Results made visible: charts, their theme, and the page that carries them."""

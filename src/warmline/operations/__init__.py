"""Is it well, and how much does it do? For whoever runs it: health, readiness, figures for Prometheus."""

"""The only place that knows TEI: elements become letters and registers, and back."""

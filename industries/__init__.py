"""Industries of GB/T 4754 and the pilot's priority industries: reference data."""

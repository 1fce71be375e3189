"""The Python interface (*gränssnittet*): what an economist, a notebook and a page work with."""

"""The questions (*frågorna*): one file each, with its options, what is asked, said, assumed, listed
and drawn. The command and the page are made from it.
"""

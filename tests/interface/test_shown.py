"""What the report shows, as data: words and numbers without the markup of a page."""

from analysis import Plan


def test_a_frame_holds_words_without_the_markup_of_the_page():
    frames = Plan("norrbotten-2025", language="en").base.table("read_tables").frames
    texts = [str(frame.attrs) + frame.to_csv() for frame in frames]
    assert len(texts) > 20
    assert not any("<span" in text or "&amp;" in text for text in texts)

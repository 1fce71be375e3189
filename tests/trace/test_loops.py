"""Steps that repeat are written as loops; the order of the steps stays as it is."""

from analysis.trace.loops import folded
from analysis.trace.steps import HOLE, Step

PUT, ADD = f"v[{HOLE}]=x[{HOLE}]", f"v[{HOLE}]=(v[{HOLE}]+x[{HOLE}])"


def texts(steps: list[Step], *letters: str) -> list[str]:
    for letter in letters:
        steps = folded(steps, letter)
    return [step.text for step in steps]


def test_a_row_of_years_is_one_loop() -> None:
    row = [Step(PUT, (3 + t, 10 + 2 * t)) for t in range(36)]
    assert texts(row, "i") == ["for(i=0;i<36;i++)v[3+i]=x[10+2*i]"]


def test_years_that_rest_on_the_year_before_are_one_loop_of_their_steps() -> None:
    steps = [Step(PUT, (0, 0))]
    for t in range(6):
        steps += [Step(PUT, (1 + 2 * t, 50 - t)), Step(ADD, (2 + 2 * t, 2 * t, 7))]
    assert texts(steps, "i") == [
        "v[0]=x[0]",
        "for(i=0;i<6;i++){v[1+2*i]=x[50-i];v[2+2*i]=(v[0+2*i]+x[7])}",
    ]


def test_a_sum_of_the_years_so_far_in_every_year_is_a_loop_of_loops() -> None:
    steps = [Step(ADD, (t, t, n)) for t in range(20) for n in range(10 + t)]
    assert texts(steps, "i", "j") == ["for(j=0;j<20;j++)for(i=0;i<10+j;i++)v[0+j]=(v[0+j]+x[0+i])"]


def test_a_whole_number_that_moves_stands_in_brackets() -> None:
    steps = [Step(f"v[{HOLE}]=({HOLE}*x[{HOLE}])", (t, 1 + t, 0)) for t in range(9)]
    assert texts(steps, "i") == ["for(i=0;i<9;i++)v[0+i]=((1+i)*x[0])"]


def test_what_does_not_repeat_stays_as_it_is() -> None:
    steps = [Step(PUT, (0, 5)), Step(ADD, (1, 0, 9)), Step(PUT, (2, 3)), Step(PUT, (3, 9))]
    assert texts(steps, "i", "j") == [step.text for step in steps]


def test_no_step_is_lost_where_a_row_is_broken() -> None:
    at = [0, 1, 2, 3, 4, 5, 6, 99, 8, 9, 10, 11, 12, 13]
    steps = [Step(PUT, (t, place)) for t, place in enumerate(at)]
    assert texts(steps, "i") == [
        "for(i=0;i<7;i++)v[0+i]=x[0+i]",
        "v[7]=x[99]",
        "for(i=0;i<6;i++)v[8+i]=x[8+i]",
    ]

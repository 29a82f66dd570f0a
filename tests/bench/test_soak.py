"""What a soak is judged by: errors, faults in the log, memory of the last third against the second."""

from bench.soak import Seen, judged


def seen(**changes):
    quiet = {"clicks": [0.1] * 20, "memory": [100.0] * 30 + [200.0] * 60, "helpers": [0.0], "versions": ["a", "b"]}
    return Seen(**quiet | changes)


def unmet(found, faults=()):
    return [line.what for line in judged(found, list(faults)) if not line.met]


def test_a_quiet_run_passes_and_its_warm_up_may_grow():
    assert unmet(seen()) == []


def test_an_error_of_a_reader_or_a_fault_in_the_log_fails_the_run():
    assert unmet(seen(failed=["404"])) == ["errors of readers"]
    assert unmet(seen(), ["page_failed"]) == ["faults in the server's log"]


def test_memory_that_still_grows_in_the_last_third_fails_the_run():
    assert unmet(seen(memory=[100.0 + n for n in range(90)])) == ["memory of the server, last third"]

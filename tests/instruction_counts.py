#!/usr/bin/env python3
"""Counts the instructions of one block of 64 channels under callgrind; compares with tests/instruction_counts.txt.

usage: instruction_counts.py PROGRAM [--record]

PROGRAM is the built tests/instruction_count. --record writes the counts anew. More than 3 % above the record is a
failure; status 77 says that nothing can be compared: the record is another compiler's. Only instructions of the program
itself count, none of the C library's: its copies differ from CPU to CPU.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

RECORD = pathlib.Path(__file__).with_name("instruction_counts.txt")
CASES = [(strip, kernels) for strip in ("flat", "moving", "bench", "full") for kernels in ("avx2", "sse2", "scalar")]
SLACK = 0.03
CANNOT_RUN, NOTHING_TO_COMPARE = 77, 77


def own_instructions(profile, program):
    """The sum of what callgrind charged to functions of `program`; callees are charged on lines of their own."""
    total, ours, is_call = 0, False, False
    for line in profile.read_text().splitlines():
        if line.startswith("ob="):
            ours = pathlib.Path(line[3:]).name == program.name
        elif line.startswith("calls="):
            is_call = True
        elif line[:1].isdigit():
            if ours and not is_call:
                total += int(line.split()[1])
            is_call = False
    return total


def count(program, strip, kernels):
    """Instructions a block and the compiler's version; None where this machine cannot run the kernels."""
    with tempfile.TemporaryDirectory() as folder:
        profile = pathlib.Path(folder, "callgrind.out")
        run = subprocess.run(
            ["valgrind", "--tool=callgrind", "--toggle-collect=counted_block", f"--callgrind-out-file={profile}",
             "--compress-strings=no", "--compress-pos=no", str(program), strip, kernels],
            stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if run.returncode == CANNOT_RUN:
            return None
        if run.returncode != 0:
            sys.exit(f"{program.name} {strip} {kernels} failed under valgrind:\n{run.stderr}")
        blocks, compiler = run.stdout.strip().split(maxsplit=1)
        return own_instructions(profile, program) // int(blocks), compiler


def read_record():
    compiler, counts = "", {}
    for line in RECORD.read_text().splitlines():
        words = line.split()
        if words[:1] == ["compiler"]:
            compiler = " ".join(words[1:])
        elif words and words[0] != "#":
            counts[words[0], words[1]] = int(words[2])
    return compiler, counts


def write_record(compiler, counts):
    lines = ["# Instructions of one block of 64 channels at 64 frames: strip, kernels, instructions. Written by",
             "# instruction_counts.py --record; tests/README.md says when.", f"compiler {compiler}"]
    lines += [f"{strip:6} {kernels:6} {number:9}" for (strip, kernels), number in counts.items()]
    RECORD.write_text("\n".join(lines) + "\n")
    print(RECORD.read_text(), end="")


def compare(compiler, counts):
    recorded_compiler, recorded = read_record()
    if compiler != recorded_compiler:
        print(f"compiled by {compiler}, recorded with {recorded_compiler}: nothing to compare")
        return NOTHING_TO_COMPARE
    worst = 0
    for case, number in counts.items():
        if case not in recorded:
            sys.exit(f"{RECORD.name} has no line for {' '.join(case)}; record anew, as tests/README.md says")
        change = number / recorded[case] - 1
        worst = max(worst, change)
        verdict = "too many" if change > SLACK else "far fewer: record them" if change < -SLACK else ""
        print(f"{case[0]:6} {case[1]:6} {number:9} {100 * change:+6.1f} % {verdict}")
    return 1 if worst > SLACK else 0


def main():
    if not shutil.which("valgrind"):
        sys.exit("valgrind is missing; tests/run installs it, or: apt-get install valgrind")
    program, record = pathlib.Path(sys.argv[1]).resolve(), "--record" in sys.argv[2:]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda case: count(program, *case), CASES))
    found = {case: answer for case, answer in zip(CASES, answers) if answer}
    compiler = next(iter(found.values()))[1]
    counts = {case: number for case, (number, _) in found.items()}
    if record:
        return write_record(compiler, counts)
    return compare(compiler, counts)


if __name__ == "__main__":
    sys.exit(main())

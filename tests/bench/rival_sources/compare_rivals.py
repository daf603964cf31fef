#!/usr/bin/env python3
"""Runs the same work in our engine and in its rivals, by turns on one machine; prints what each costs and the ratios.

usage: compare_rivals.py HEADROOM RIVALS-FOLDER [--channels N] [--seconds S] [--rounds R]

tests/bench/rivals builds what is needed and calls this. Each round runs every program once, so that all have the same
weather; the median of the rounds counts, the fastest is printed beside it. Costs are CPU time, per channel and sample.
"""
import argparse
import array
import json
import math
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys

SOURCES = pathlib.Path(__file__).parent
SAMPLE_RATE_HZ, BLOCK_FRAMES = 48000, 64
BELLS = [(100, 3), (400, -3), (2500, 3), (10000, -3)]  # Hz, dB; Q 1


def x42_chain():
    bells = [f"{name}{i + 1}={value}" for i, (hz, db) in enumerate(BELLS)
             for name, value in (("freq", hz), ("q", 1), ("gain", db))]
    return ["http://gareus.org/oss/lv2/fil4#mono", "HighPass=1", "HPfreq=80", "HPQ=0.7", "LSsec=0", "HSsec=0", *bells,
            "http://hippie.lt/lv2/gate", "switch=1", "threshold=-40", "attack=1", "hold=60", "decay=150",
            "gaterange=-20",
            "http://gareus.org/oss/lv2/darc#mono", "threshold=-24", "Ratio=0.667", "attack=0.01", "release=0.12"]


def lsp_chain():
    lsp = "http://lsp-plug.in/plugins/lv2/"
    bells = [f"{name}_{i + 1}={value}" for i, (hz, db) in enumerate(BELLS)
             for name, value in (("ft", 1), ("fm", 6), ("f", hz), ("g", 10 ** (db / 20)), ("q", 1))]
    return [lsp + "para_equalizer_x16_mono", "ft_0=2", "fm_0=6", "f_0=80", *bells,
            lsp + "gate_mono", "gt=0.01", "at=1", "rt=150", "gr=0.1",
            lsp + "compressor_mono", "al=0.063", "at=10", "rt=120", "cr=3", "kn=0.7", "mk=1.4125"]


def calf_chain():
    calf = "http://calf.sourceforge.net/plugins/"
    bells = [f"p{i + 1}_{name}={value}" for i, (hz, db) in enumerate(BELLS)
             for name, value in (("active", 1), ("freq", hz), ("q", 1), ("level", 10 ** (db / 20)))]
    return [calf + "Equalizer8Band", "hp_active=1", "hp_freq=80", "hp_mode=0", *bells,
            calf + "Gate", "threshold=0.01", "attack=1", "release=150", "range=0.1",
            calf + "MonoCompressor", "threshold=0.063", "ratio=3", "attack=10", "release=120", "makeup=1.4125"]


class Stopped(Exception):
    """A program that should answer did not; its text is a sentence for people."""


def answer_of(command, **more):
    try:
        run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600, **more)
    except FileNotFoundError:
        raise Stopped(f"{command[0]} is missing; tests/bench/rivals installs it") from None
    if run.returncode != 0:
        raise Stopped(f"{command[0]} ended with {run.returncode}: {(run.stderr or run.stdout).strip()[-400:]}")
    return run.stdout


def headroom(program, options, *words):
    found = json.loads(answer_of([program, "bench", "--strip", "bench", "--channels", str(options.channels), "--block",
                                  str(BLOCK_FRAMES), "--seconds", str(options.seconds), "--json", *words]))
    return found["ns_per_channel_sample"], found["main_level_dBFS"]


def host(options, *command):
    """A rival in a host of ours: it prints its median, its fastest and its level."""
    median, _, level = answer_of([command[0], str(options.channels), str(options.seconds), *command[1:]]).split()
    return float(median), float(level)


def level_of_wav(path):
    """RMS of the first channel in dBFS, of a WAV file of floats with ten channels."""
    data = path.read_bytes()
    samples = array.array("f", data[data.index(b"data") + 8:][: len(data) // 40 * 40 - 4000])
    left = samples[::10]
    square = sum(x * x for x in left) / len(left)
    return 10 * math.log10(square) if square > 0 else -math.inf


def cpu_s(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    answer_of(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class Supercollider:
    """scsynth renders scores; the difference of four renders takes off its start-up and the sources of noise."""

    def __init__(self, folder, options):
        self.folder, self.options = folder, options
        self.short_s, self.long_s = 2, 2 + max(2, int(options.seconds))
        # sclang starts a browser for its help; without a screen, and as root, that needs to be told so.
        quiet = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox"}
        answer_of(["sclang", str(SOURCES / "strips.scd"), str(folder), str(options.channels), str(self.short_s),
                   str(self.long_s)], env=quiet)

    def render(self, what, seconds):
        score, sound = self.folder / f"{what}-{seconds}.osc", self.folder / f"{what}.wav"
        return cpu_s(["scsynth", "-N", str(score), "_", str(sound), str(SAMPLE_RATE_HZ), "WAV", "float", "-o", "10",
                      "-z", str(BLOCK_FRAMES), "-a", "4096", "-n", "8192", "-m", "65536"])

    def run(self, strip):
        strips = self.render(strip, self.long_s) - self.render(strip, self.short_s)
        sources = self.render("noise", self.long_s) - self.render("noise", self.short_s)
        samples = (self.long_s - self.short_s) * SAMPLE_RATE_HZ * self.options.channels
        return (strips - sources) * 1e9 / samples, level_of_wav(self.folder / f"{strip}.wav")


def machine():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return f"{line.split(':', 1)[1].strip()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    return f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"


def main():
    words = argparse.ArgumentParser()
    words.add_argument("headroom")
    words.add_argument("folder", type=pathlib.Path)
    words.add_argument("--channels", type=int, default=64, help="8 to 1024")
    words.add_argument("--seconds", type=float, default=10, help="of sound, a run")
    words.add_argument("--rounds", type=int, default=5)
    options = words.parse_args()
    built = options.folder

    rivals = {
        "Headroom": (lambda: headroom(options.headroom, options), "main with four bands and limiter included"),
        "Headroom, every fader moving": (lambda: headroom(options.headroom, options, "--moving"), "the same"),
        "Faust, our compiler flags": (lambda: host(options, str(built / "faust_same_flags")),
                                      "-vec; no main's bands; fader, pan and sends smoothed sample by sample"),
        "Faust, its best flags": (lambda: host(options, str(built / "faust_best_flags")),
                                  "-vec -Ofast -march=native; as above"),
        "LV2: fil4, abgate, darc": (lambda: host(options, str(built / "lv2_host"), *x42_chain()),
                                    "no main's bands; darc's knee and threshold are its own, make-up is automatic"),
        "LV2: LSP equaliser, gate, compressor": (lambda: host(options, str(built / "lv2_host"), *lsp_chain()),
                                                 "no main's bands; LSP's plug-ins also draw their meters' curves"),
        "LV2: Calf equaliser, gate, compressor": (lambda: host(options, str(built / "lv2_host"), *calf_chain()),
                                                  "no main's bands; equaliser and gate are stereo, both sides at work"),
    }
    failures = []
    try:
        scsynth = Supercollider(built, options)
        rivals["scsynth, gate and soft knee"] = (
            lambda: scsynth.run("soft"), "main with four bands and limiter; ramps at control rate; no hold")
        rivals["scsynth, two Companders"] = (
            lambda: scsynth.run("hard"), "as above, but a hard knee, and no range of the gate")
    except Stopped as reason:
        failures.append(f"scsynth: {reason}")

    costs = {name: [] for name in rivals}
    levels = {}
    for _ in range(options.rounds):
        for name, (run, _) in rivals.items():
            try:
                cost, levels[name] = run()
                costs[name].append(cost)
            except Stopped as reason:
                failures.append(f"{name}: {reason}")
    print(f"{options.channels} channels, {SAMPLE_RATE_HZ} Hz, blocks of {BLOCK_FRAMES}; trim, 12 dB high-pass, gate, "
          "four bells, compressor, peak meter, fader, pan, eight sends")
    print(f"{machine()}; ns per channel-sample: median of {options.rounds} rounds, fastest; main left in dBFS RMS")
    ours = statistics.median(costs["Headroom"]) if costs["Headroom"] else math.nan
    for name, found in costs.items():
        if not found:
            continue
        median = statistics.median(found)
        print(f"{name:38} {median:8.2f} {min(found):8.2f} {median / ours:7.1f} x {levels[name]:8.1f} dBFS   "
              f"{rivals[name][1]}")
        if not -40 < levels[name] < 10:
            failures.append(f"{name}: its main is at {levels[name]:.1f} dBFS, so it did not do the work")
    for sentence in dict.fromkeys(failures):
        print(sentence, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

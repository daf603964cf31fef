"""Plays timed messages on one instrument of a General MIDI soundfont and returns the sound as floats.

A message is (time in seconds, kind, a, b): ("on", key, velocity), ("off", key, 0), ("control", number, value 0..127) or
("bend", cents, 0). Reverb and chorus stay off: a stem is what a microphone or a DI box hears. Messages take effect at the
synthesiser's own grid of 64 frames (1.3 ms at 48 kHz), counted from the first frame, so a render repeats bit for bit.
"""
import ctypes
import numpy

LIBRARY = "libfluidsynth.so.3"
SOUNDFONT = "/usr/share/sounds/sf2/FluidR3_GM.sf2"
GRID_FRAMES = 64
BEND_RANGE_CENTS = 200.0  # General MIDI's default: two semitones either way


class Soundfont:
    def __init__(self, sample_rate):
        self.sample_rate = sample_rate
        self.fluid = ctypes.CDLL(LIBRARY)
        for name in ("new_fluid_settings", "new_fluid_synth"):
            getattr(self.fluid, name).restype = ctypes.c_void_p
        settings = ctypes.c_void_p(self.fluid.new_fluid_settings())
        self.fluid.fluid_settings_setnum(settings, b"synth.sample-rate", ctypes.c_double(sample_rate))
        self.fluid.fluid_settings_setnum(settings, b"synth.gain", ctypes.c_double(0.5))
        for name in (b"synth.reverb.active", b"synth.chorus.active"):
            self.fluid.fluid_settings_setint(settings, name, 0)
        self.synth = ctypes.c_void_p(self.fluid.new_fluid_synth(settings))
        self.id = self.fluid.fluid_synth_sfload(self.synth, SOUNDFONT.encode(), 1)
        if self.id < 0:
            raise SystemExit(f"make_stems: {SOUNDFONT} cannot be read; it is in Debian's package fluid-soundfont-gm")

    def play(self, bank, program, messages, frames):
        """Renders `frames` frames of one instrument: an array of two rows, left and right."""
        self.fluid.fluid_synth_system_reset(self.synth)
        if self.fluid.fluid_synth_program_select(self.synth, 0, self.id, bank, program) != 0:
            raise SystemExit(f"make_stems: {SOUNDFONT} has no instrument {program} in bank {bank}")
        sound = numpy.zeros((2, frames), numpy.float32)
        done = 0
        for time, kind, a, b in sorted(messages, key=lambda message: message[0]):
            due = min(frames, round(max(0.0, time) * self.sample_rate / GRID_FRAMES) * GRID_FRAMES)
            self._render(sound, done, due)
            done = due
            self._send(kind, a, b)
        self._render(sound, done, frames)
        return sound

    def _render(self, sound, begin, end):
        if end <= begin:
            return
        left, right = (row.ctypes.data_as(ctypes.c_void_p) for row in sound)
        self.fluid.fluid_synth_write_float(self.synth, end - begin, left, begin, 1, right, begin, 1)

    def _send(self, kind, a, b):
        if kind == "on":
            self.fluid.fluid_synth_noteon(self.synth, 0, a, b)
        elif kind == "off":
            self.fluid.fluid_synth_noteoff(self.synth, 0, a)
        elif kind == "control":
            self.fluid.fluid_synth_cc(self.synth, 0, a, b)
        else:
            wheel = round(8192 + a / BEND_RANGE_CENTS * 8192)  # 14 bits, 8192 in the middle
            self.fluid.fluid_synth_pitch_bend(self.synth, 0, max(0, min(16383, wheel)))

"""What the microphones hear: the drum kit from nine places, the hall from two, and the noise of everything.

The song is a loop, so sound is treated as a circle of frames: delays, filters and reverberation that run past the end
arrive at the start, and the seam cannot click. All of it is done on the spectrum of the whole song.
Positions are metres on the stage as the audience sees it: right, towards the audience, up.
"""
import numpy

SPEED_OF_SOUND = 343.0  # m/s at 20 degrees C

# Where each drum and cymbal is, and how much louder (dB) than the soundfont's recording it stands in the kit.
PIECES = {
    "kick": ((0.0, 0.30, 0.30), 3.0),
    "snare": ((0.30, -0.05, 0.66), 0.0),
    "hat": ((0.65, 0.00, 0.92), 9.0),
    "tom 1": ((0.12, 0.32, 0.86), 1.0),
    "tom 2": ((-0.55, -0.05, 0.62), 2.0),
    "crash": ((0.55, 0.55, 1.35), 1.0),
    "ride": ((-0.60, 0.40, 1.10), 2.0),
}

# Colours are (kind, Hz, dB, octaves): bells of a width, and cuts of 12 dB an octave below or above a frequency.
# Microphone: position, the piece it points at, isolation from the other pieces in dB, colour of what it hears.
KIT_MICROPHONES = {
    "Kick In": ((0.0, 0.42, 0.30), "kick", 16.0, [("bell", 350, -6, 1.5), ("bell", 3800, 9, 1.2), ("low cut", 35, 0, 0)]),
    "Kick Out": ((0.0, 0.85, 0.28), "kick", 4.0, [("bell", 62, 6, 1.0), ("high cut", 2600, 0, 0), ("low cut", 28, 0, 0)]),
    "Snare Top": ((0.38, 0.06, 0.74), "snare", 3.0, [("bell", 210, 2, 1.0), ("bell", 5200, 3, 1.5), ("low cut", 60, 0, 0)]),
    "Snare Bottom": ((0.30, -0.02, 0.46), "snare", 5.0, [("low cut", 260, 0, 0), ("bell", 6500, 8, 1.8)]),
    "Hi-Hat": ((0.74, 0.02, 1.10), "hat", 3.0, [("low cut", 150, 0, 0), ("bell", 9000, 2, 1.5)]),
    "Tom 1": ((0.14, 0.42, 0.95), "tom 1", 5.0, [("bell", 400, -4, 1.2), ("bell", 4500, 4, 1.2)]),
    "Tom 2": ((-0.58, 0.06, 0.74), "tom 2", 5.0, [("bell", 380, -4, 1.2), ("bell", 4000, 4, 1.2)]),
    "Overhead L": ((-0.60, 0.20, 1.95), "ride", 0.0, [("low cut", 55, 0, 0), ("bell", 11000, 3, 1.5)]),
    "Overhead R": ((0.75, 0.20, 1.95), "crash", 0.0, [("low cut", 55, 0, 0), ("bell", 11000, 3, 1.5)]),
}


def frequencies(frames, sample_rate):
    return numpy.fft.rfftfreq(frames, 1 / sample_rate)


def colour(sound, sample_rate, curves):
    """The sound through bells and cuts (magnitude only: nothing is delayed)."""
    hz = numpy.maximum(frequencies(len(sound), sample_rate), 1.0)
    gain = numpy.ones(len(hz))
    for kind, centre_hz, bell_dB, octaves in curves:
        if kind == "bell":
            gain *= 10 ** (bell_dB / 20 * numpy.exp(-2 * (numpy.log2(hz / centre_hz) / octaves) ** 2))
        else:
            gain /= numpy.sqrt(1 + ((centre_hz / hz) if kind == "low cut" else (hz / centre_hz)) ** 4)
    return numpy.fft.irfft(numpy.fft.rfft(sound) * gain, len(sound))


def delay(sound, sample_rate, seconds):
    turn = numpy.exp(-2j * numpy.pi * frequencies(len(sound), sample_rate) * seconds)
    return numpy.fft.irfft(numpy.fft.rfft(sound) * turn, len(sound))


def kit_signals(pieces, sample_rate):
    """{piece: sound} -> {microphone: sound}. Cardioids: nearer is louder, behind is quieter and duller, farther is later."""
    frames = len(next(iter(pieces.values())))
    hz = frequencies(frames, sample_rate)
    spectra = {name: numpy.fft.rfft(sound) * 10 ** (PIECES[name][1] / 20) for name, sound in pieces.items()}
    heard = {}
    for microphone, (place, target, isolation_dB, curves) in KIT_MICROPHONES.items():
        aim = numpy.subtract(PIECES[target][0], place)
        total = numpy.zeros(len(hz), complex)
        for name, spectrum in spectra.items():
            way = numpy.subtract(PIECES[name][0], place)
            metres = max(0.08, numpy.linalg.norm(way))
            facing = float(aim @ way / (numpy.linalg.norm(aim) * numpy.linalg.norm(way)))
            level = (0.5 + 0.5 * max(facing, -0.7)) / metres
            if name != target:
                level *= 10 ** (-isolation_dB / 20)
            dullness = 1 / numpy.sqrt(1 + (hz / (5000.0 + 11000.0 * (0.5 + 0.5 * facing))) ** 2)
            total += spectrum * level * dullness * numpy.exp(-2j * numpy.pi * hz * metres / SPEED_OF_SOUND)
        heard[microphone] = colour(numpy.fft.irfft(total, frames), sample_rate, curves)
    heard["Snare Bottom"] = -heard["Snare Bottom"]  # the lower head moves away when the upper one is struck
    return heard


def envelope(sound, sample_rate, smooth_hz):
    """How loud the sound is from moment to moment."""
    return numpy.maximum(0.0, colour(numpy.abs(sound), sample_rate, [("high cut", smooth_hz, 0, 0)]))


def noise(chance, frames, sample_rate, rms_dBFS, hum_hz=0.0):
    """Pink noise, as of a preamplifier or an amp, with mains hum in it if asked."""
    hz = numpy.maximum(frequencies(frames, sample_rate), 20.0)
    sound = numpy.fft.irfft(numpy.fft.rfft(chance.standard_normal(frames)) / numpy.sqrt(hz), frames)
    sound /= numpy.sqrt(numpy.mean(sound ** 2))
    if hum_hz:
        cycles = round(hum_hz * frames / sample_rate)  # whole cycles: the hum loops too
        turn = 2 * numpy.pi * numpy.arange(frames) / frames * cycles
        sound += 0.8 * numpy.sin(turn) + 0.5 * numpy.sin(3 * turn) + 0.2 * numpy.sin(5 * turn)
    return sound * 10 ** (rms_dBFS / 20)


def hall(sound, sample_rate, chance, early_seconds=0.014):
    """A small hall heard by one microphone: first the sound itself, then a decay that dies faster the higher it is."""
    frames = len(sound)
    times = numpy.arange(frames) / sample_rate
    response = numpy.zeros(frames)
    for low_hz, high_hz, decay_seconds in ((60, 400, 1.3), (400, 3000, 1.1), (3000, 9000, 0.6)):  # decay to -60 dB
        tail = chance.standard_normal(frames) * 10 ** (-3 * times / decay_seconds)
        response += colour(tail, sample_rate, [("low cut", low_hz, 0, 0), ("high cut", high_hz, 0, 0)])
    response *= 0.012 * (1 - numpy.exp(-times / 0.004))
    response[0] += 0.25
    return delay(numpy.fft.irfft(numpy.fft.rfft(sound) * numpy.fft.rfft(response), frames), sample_rate, early_seconds)

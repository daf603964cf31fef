"""A singer without samples: a sum of harmonics whose loudness follows the formants of the vowel sung.

A soundfont's voices know one vowel each; a lead voice has words. Pitch glides between notes, is scooped at the start of a
phrase, drifts a little and vibrates when held; consonants are short bursts of breath before the vowel.
"""
import numpy
import band

# Formants of a tenor: (Hz, dB) of five resonances, rounded from the usual tables of sung vowels.
VOWELS = {
    "a": ((650, 0), (1080, -6), (2650, -9), (2900, -10), (3250, -18)),
    "e": ((440, 0), (1700, -11), (2600, -12), (3200, -14), (3580, -20)),
    "i": ((310, 0), (1870, -13), (2800, -15), (3250, -17), (3540, -24)),
    "o": ((430, 0), (820, -7), (2600, -13), (2800, -14), (3000, -22)),
    "u": ((350, 0), (640, -12), (2700, -18), (2900, -18), (3300, -26)),
}
BANDWIDTHS_HZ = numpy.array((95.0, 110.0, 160.0, 180.0, 220.0))
# Consonants: lowest and highest Hz, seconds before the vowel, loudness against the vowel.
CONSONANTS = {"s": (4500, 9500, 0.10, 0.20), "t": (2500, 8000, 0.025, 0.30), "h": (900, 4000, 0.07, 0.08)}
HARMONICS = 36
CONTROL_SECONDS = 0.002


def smooth(values, seconds):
    """Each row averaged over a raised-cosine window."""
    window = numpy.hanning(max(3, round(seconds / CONTROL_SECONDS) | 1))
    window /= window.sum()
    half = len(window) // 2
    padded = numpy.pad(values, [(0, 0)] * (values.ndim - 1) + [(half, half)], mode="edge")
    return numpy.apply_along_axis(lambda row: numpy.convolve(row, window, "valid"), -1, padded)


def band_of_noise(chance, frames, sample_rate, low_hz, high_hz):
    """Noise between two frequencies, RMS 1."""
    spectrum = numpy.fft.rfft(chance.standard_normal(frames))
    hz = numpy.fft.rfftfreq(frames, 1 / sample_rate)
    slopes = (1 + (low_hz / numpy.maximum(hz, 1)) ** 8) * (1 + (hz / high_hz) ** 8)
    noise = numpy.fft.irfft(spectrum / numpy.sqrt(slopes), frames)
    return noise / numpy.sqrt(numpy.mean(noise ** 2))


def sing(name, part, frames, sample_rate, formant_scale=1.0, detune_cents=0.0, lag_ms=8.0, vibrato_cents=28.0):
    """One voice singing a melody part of the score: mono, peak 1. formant_scale 1.15 makes the throat a woman's."""
    feel = band.Feel("singer " + name, lag_ms=lag_ms, looseness_ms=7.0)
    ticks = round(frames / sample_rate / CONTROL_SECONDS) + 1
    seconds = numpy.arange(ticks) * CONTROL_SECONDS
    cents, loudness = numpy.full(ticks, numpy.nan), numpy.zeros(ticks)
    formants = numpy.tile(numpy.array(VOWELS["u"], float).T[:, :, None], (1, 1, ticks))
    ornament, onsets, previous_end = numpy.zeros(ticks), [], -1.0
    for step, steps, keys, syllable, section in band.read_melody(part):
        start, length = feel.time(0, step), steps * band.STEP_SECONDS
        end = start + length - (0.05 if steps > 3 else 0.02)
        sung = (seconds >= start) & (seconds < end)
        age = seconds[sung] - start
        cents[(seconds >= previous_end) & (seconds < start + length)] = 100.0 * keys[0]
        loudness[sung] = (0.5 + 0.5 * band.score.INTENSITY[section]) * feel.chance.uniform(0.88, 1.0)
        loudness[sung] *= 1 - 0.3 * numpy.clip(age / 0.9 - 0.3, 0, 1)
        formants[:, :, seconds >= start] = numpy.array(VOWELS[syllable[-1]], float).T[:, :, None]
        fresh = start - previous_end > 0.08
        ornament[sung] -= (130.0 if fresh else 25.0) * numpy.exp(-age / 0.05)
        rate_hz = feel.chance.uniform(5.1, 5.7)
        held = numpy.clip((age - 0.25) / 0.35, 0, 1)
        ornament[sung] += vibrato_cents * held * numpy.sin(2 * numpy.pi * rate_hz * (age - 0.25))
        if syllable[0] in CONSONANTS:
            onsets.append((start, syllable[0], loudness[sung][0]))
            loudness[(seconds > start - 0.03) & (seconds < start)] = 0.0
        previous_end = start + length
    cents[numpy.isnan(cents)] = 100.0 * keys[0]

    drift = smooth(feel.chance.standard_normal(ticks), 0.35)
    pitch = smooth(cents, 0.075) + smooth(ornament, 0.02) + 7.0 * drift / drift.std() + detune_cents
    loudness = smooth(loudness, 0.07) * (1 + 0.04 * smooth(feel.chance.standard_normal(ticks), 0.05))
    f0_hz = 440.0 * 2 ** ((pitch - 6900.0) / 1200)
    centres_hz, levels_dB = smooth(formants[0], 0.09) * formant_scale, smooth(formants[1], 0.09)
    centres_hz[0] = numpy.maximum(centres_hz[0], f0_hz)  # high notes open the mouth: the first formant follows the pitch

    times = numpy.arange(frames) / sample_rate
    phase = 2 * numpy.pi * numpy.cumsum(numpy.interp(times, seconds, f0_hz)) / sample_rate
    voice = numpy.zeros(frames)
    for harmonic in range(1, HARMONICS + 1):
        hz = harmonic * f0_hz
        resonance = 10 ** (levels_dB / 20) / (1 + ((hz - centres_hz) / (BANDWIDTHS_HZ[:, None] * formant_scale)) ** 2)
        body = 0.10 * (400.0 / (400.0 + hz))  # the voice between its formants
        level = (resonance.sum(axis=0) + body) * loudness / (1 + (hz / 7000.0) ** 4)
        voice += numpy.interp(times, seconds, level) * numpy.sin(harmonic * phase + 0.07 * harmonic ** 2)
    voice /= numpy.abs(voice).max()

    breath = band_of_noise(feel.chance, frames, sample_rate, 1800, 8000)
    voice += 0.006 * breath * numpy.interp(times, seconds, smooth(loudness, 0.2))
    hisses = {letter: band_of_noise(feel.chance, frames, sample_rate, low_hz, high_hz)
              for letter, (low_hz, high_hz, _, _) in CONSONANTS.items()}
    for start, letter, strength in onsets:
        _, _, lead_seconds, level = CONSONANTS[letter]
        near = numpy.abs(times - (start - lead_seconds / 2)) < lead_seconds / 2
        shape = numpy.sin(numpy.pi * numpy.linspace(0, 1, near.sum())) ** 2
        voice[near] += 0.5 * level * strength * shape * hisses[letter][near]
    return voice / numpy.abs(voice).max()

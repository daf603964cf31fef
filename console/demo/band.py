"""The players: each reads its part of score.py and returns the messages soundfont.py plays, timed as hands would.

A player is early or late by habit (lag) and by chance (looseness), and hits by the section's intensity. Chance comes from
a generator seeded with the player's name, so the band plays the same take every time.
"""
import zlib
import numpy
import score

STEP_SECONDS = 60.0 / score.BEATS_PER_MINUTE / 4
BAR_SECONDS = STEP_SECONDS * score.STEPS_PER_BAR
PITCHES = {"C": 0, "C#": 1, "D": 2, "D#": 3, "E": 4, "F": 5, "F#": 6, "G": 7, "G#": 8, "A": 9, "A#": 10, "B": 11}
GUITAR_STRINGS = (40, 45, 50, 55, 59, 64)  # MIDI keys of the open strings, low E to high e
STROKE_VELOCITY = {"X": 120, "x": 98, "o": 56}
DRUM_KEYS = {"kick": 36, "snare": 38, "rim": 37, "hat": 42, "open hat": 46, "tom 1": 47, "tom 2": 43, "crash": 49,
             "ride": 51}


def chance(name):
    return numpy.random.default_rng(zlib.crc32(name.encode()))


def key_of(note):
    """MIDI key of a note such as F#4; C4 is 60."""
    return 12 * (int(note[-1]) + 1) + PITCHES[note[:-1]]


def bars_of(text):
    return [bar.strip() for bar in text.split("|")]


def song_bars():
    """Every bar of the song: (index, section, index in section, [(first step, steps, chord), ...])."""
    index = 0
    for section, chords in score.SECTIONS:
        for number, bar in enumerate(bars_of(chords)):
            names = bar.split()
            steps = score.STEPS_PER_BAR // len(names)
            yield index, section, number, [(i * steps, steps, name) for i, name in enumerate(names)]
            index += 1


BARS = list(song_bars())
SONG_SECONDS = len(BARS) * BAR_SECONDS


class Feel:
    """When and how hard one player plays."""

    def __init__(self, name, lag_ms=0.0, looseness_ms=4.0, unevenness=4.0):
        self.chance = chance(name)
        self.lag_ms, self.looseness_ms, self.unevenness = lag_ms, looseness_ms, unevenness

    def time(self, bar, step):
        swung = (2 * score.SWING - 1) if step % 2 else 0.0
        slip_ms = self.lag_ms + float(numpy.clip(self.chance.normal(0.0, self.looseness_ms), -12.0, 12.0))
        return max(0.0, (bar * score.STEPS_PER_BAR + step + swung) * STEP_SECONDS + slip_ms / 1000)

    def velocity(self, plain, section):
        wanted = plain * (0.55 + 0.45 * score.INTENSITY[section]) + self.chance.normal(0.0, self.unevenness)
        return int(numpy.clip(round(wanted), 1, 127))


def strike(notes):
    """(start, end, key, velocity) -> messages; a key struck again ends its earlier note first."""
    messages, last = [], {}
    for start, end, key, velocity in sorted(notes):
        if key in last and last[key][1] > start:
            messages[last[key][0]] = (start - 0.002, "off", key, 0)
        messages += [(start, "on", key, velocity), (end, "off", key, 0)]
        last[key] = (len(messages) - 1, end)
    return messages


def drum(*sounds):
    """One drum or cymbal: the sounds it can make (a snare: stick on the head, stick on the rim)."""
    feel = Feel("drums " + sounds[0], lag_ms=2.0, looseness_ms=2.5, unevenness=5.0)
    notes = []
    for bar, section, number, _ in BARS:
        rows = score.DRUM_BARS[bars_of(score.DRUMS[section])[number]]
        for sound in sounds:
            for step, stroke in enumerate(rows.get(sound, "")):
                if stroke in STROKE_VELOCITY:
                    start = feel.time(bar, step)
                    notes.append((start, start + 0.3, DRUM_KEYS[sound], feel.velocity(STROKE_VELOCITY[stroke], section)))
    return strike(notes)


def bass_root(chord, lowest_e):
    """Key of the chord's bass note within the octave above an E."""
    return lowest_e + (PITCHES[score.CHORDS[chord][0]] - PITCHES["E"]) % 12


def chord_at(chords, step):
    """The chord that sounds at a step of a bar."""
    return [name for first, _, name in chords if first <= step][-1]


def bass():
    feel = Feel("bass", lag_ms=5.0, looseness_ms=3.5)
    roots = [bass_root(chords[0][2], 28) for _, _, _, chords in BARS]
    notes = []
    for bar, section, number, chords in BARS:
        signs = bars_of(score.BASS[section])[number]
        for step, sign in enumerate(signs):
            if sign in ".-":
                continue
            name = chord_at(chords, step)
            root = bass_root(name, 28)
            key = {"R": root, "5": root + 7, "8": root + 12, "a": roots[(bar + 1) % len(roots)] - 1}[sign]
            held = next((n for n, later in enumerate(signs[step + 1:], 1) if later != "."), len(signs) - step)
            start = feel.time(bar, step)
            velocity = feel.velocity(112 if sign == "R" else 98, section)
            notes.append((start, start + held * STEP_SECONDS * 0.94, key, velocity))
    return strike(notes)


def guitar(name, patterns, lag_ms, stroke_ms):
    """Strums and picks chord shapes. stroke_ms: time from one string to the next."""
    feel = Feel(name, lag_ms=lag_ms, looseness_ms=4.0, unevenness=6.0)
    notes, strokes = [], []
    for bar, section, _, chords in BARS:
        for step, sign in enumerate(patterns[section]):
            if sign != ".":
                shape = score.CHORDS[chord_at(chords, step)][2]
                strokes.append((feel.time(bar, step), section, sign, shape))
    for (start, section, sign, shape), (end, *_) in zip(strokes, strokes[1:] + [(SONG_SECONDS, None)]):
        strings = [open_key + int(fret) for open_key, fret in zip(GUITAR_STRINGS, shape) if fret != "x"]
        if sign == "-":
            continue
        if sign.isdigit():
            key = strings[-min(int(sign), len(strings))]
            notes.append((start, min(end + 3 * STEP_SECONDS, SONG_SECONDS), key, feel.velocity(96, section)))
            continue
        order = strings if sign in "Ddx" else strings[:-5:-1]
        plain = {"D": 104, "U": 96, "d": 76, "u": 70, "x": 62}[sign]
        for place, key in enumerate(order):
            begin = start + place * stroke_ms / 1000
            stop = begin + 0.035 if sign == "x" else end
            notes.append((begin, max(stop, begin + 0.03), key, feel.velocity(plain - 2 * place, section)))
    return strike(notes)


def read_melody(part):
    """Every note of a melody part: (step in the song, steps, [keys], syllable, section)."""
    step, read = 0, []
    for section, _ in score.SECTIONS:
        for token in part[section].replace("|", " ").split():
            pitches, length, *syllable = token.split(":")
            if pitches != "-":
                keys = [key_of(note) for note in pitches.split("+")]
                read.append((step, int(length), keys, syllable[0] if syllable else "", section))
            step += int(length)
    if step != len(BARS) * score.STEPS_PER_BAR:
        wanted = len(BARS) * score.STEPS_PER_BAR
        raise SystemExit(f"make_stems: a melody of score.py lasts {step} sixteenths, the song {wanted}")
    return read


def piano():
    feel = Feel("piano", lag_ms=1.0, looseness_ms=4.0, unevenness=5.0)
    notes = []
    for step, steps, keys, _, section in read_melody(score.PIANO_RIGHT):
        for key in keys:
            start = feel.time(0, step)
            accent = 8 if key == max(keys) else 0
            notes.append((start, start + steps * STEP_SECONDS * 0.97, key, feel.velocity(86 + accent, section)))
    for bar, section, _, chords in BARS[:-1]:  # the last bar belongs to the drums
        for first, steps, name in chords:
            root = bass_root(name, 40)
            for key in (root, root - 12) if section == "chorus" else (root,):
                start = feel.time(bar, first)
                notes.append((start, start + steps * STEP_SECONDS * 0.95, key, feel.velocity(84, section)))
    return strike(notes)


def organ():
    feel = Feel("organ", lag_ms=4.0, looseness_ms=5.0)
    notes, messages, voicing = [], [], [55, 59, 62]
    for bar, section, _, chords in BARS[:-1]:
        pedal = score.ORGAN[section]
        for eighth in range(8):  # the pedal goes down a little within each bar
            messages.append(((bar + eighth / 8) * BAR_SECONDS, "control", 11, round(127 * pedal * (0.86 + 0.02 * eighth))))
        for first, steps, name in chords if pedal else ():
            tones = [PITCHES[tone] for tone in score.CHORDS[name][1].split()]
            voicing = nearest_voicing(tones, voicing)
            start = feel.time(bar, first)
            notes += [(start, start + steps * STEP_SECONDS * 0.985, key, 90) for key in voicing]
    return strike(notes) + messages


def nearest_voicing(tones, before):
    """The keys of these tones, 52..71, that ask the hand to move least."""
    choices = [sorted(52 + (tone - 52 - inversion) % 12 + inversion for tone in tones) for inversion in range(9)]
    middle = sum(before) / len(before)
    return min(choices, key=lambda keys: (abs(sum(keys) / len(keys) - middle) + 0.5 * (max(keys) - min(keys)) / 12, keys))


def phrase(name, part, plain, lag_ms, swell, scoop_cents=0.0, vibrato_cents=0.0):
    """A line that breathes: each note swells (0..1 of the expression), may be scooped from below, and vibrates when held."""
    feel = Feel(name, lag_ms=lag_ms, looseness_ms=6.0)
    notes, messages, previous_end = [], [], -1.0
    for step, steps, keys, _, section in read_melody(part):
        start, length = feel.time(0, step), steps * STEP_SECONDS
        for key in keys:
            struck = start + feel.chance.uniform(0, 0.006)
            notes.append((struck, start + length * 0.98, key, feel.velocity(plain, section)))
        fresh = start - previous_end > 0.05
        depth = scoop_cents * (1.0 if fresh else 0.3)
        for tick in numpy.arange(0.0, length, 0.012):
            fade = 1 - 0.25 * max(0.0, tick / length - 0.6)
            rise = 1 - swell + swell * min(1.0, tick / min(0.35, 0.6 * length)) * fade
            messages.append((start + tick, "control", 11, round(124 * rise)))
            held = float(numpy.clip((tick - 0.22) / 0.3, 0.0, 1.0))
            bend = held * vibrato_cents * numpy.sin(2 * numpy.pi * 5.2 * tick) - depth * numpy.exp(-tick / 0.045)
            messages.append((start + tick, "bend", float(bend), 0))
        previous_end = start + length
    return strike(notes) + messages

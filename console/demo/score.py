"""The song "Salt on the Window" as plain data: form, chords, drum bars, patterns and melodies. Nothing here makes sound.

Time is counted in sixteenths, sixteen to a bar of 4/4. The song is a loop: the last bar's D7sus4 and drum fill lead back
to the first bar's G. How the notations read is said above each table; band.py plays them.
"""

TITLE = "Salt on the Window"
BEATS_PER_MINUTE = 112.5  # a sixteenth is exactly 6400 frames at 48 kHz, a bar 102400
STEPS_PER_BAR = 16
SWING = 0.54  # where the second sixteenth of a pair falls: 0.5 is straight, 0.67 a shuffle

# Form: section name, and its chords, a bar between two lines (two names share a bar half and half).
SECTIONS = [
    ("intro", "Gadd9 | Em7 | Cmaj7 | D7sus4"),
    ("verse", "G | D/F# | Em7 | Cmaj7 | G | D/F# | Am7 | Cadd9 D"),
    ("lift", "Am7 | D7sus4"),
    ("chorus", "Cadd9 | D | Bm7 | Em7 | Cadd9 | G/B | Am7 | D"),
    ("outro", "G | Em7 | Cmaj7 | D7sus4"),
]

# Chords: bass note; tones from the root up; guitar shape, a fret for each string from low E to high e (x: not played).
CHORDS = {
    "G": ("G", "G B D", "320033"),
    "Gadd9": ("G", "G A B D", "3x0203"),
    "G/B": ("B", "G B D", "x20033"),
    "D": ("D", "D F# A", "xx0232"),
    "D/F#": ("F#", "D F# A", "2x0232"),
    "D7sus4": ("D", "D G A C", "xx0213"),
    "Em7": ("E", "E G B D", "022033"),
    "Cmaj7": ("C", "C E G B", "x32000"),
    "Cadd9": ("C", "C D E G", "x32033"),
    "Am7": ("A", "A C E G", "x02010"),
    "Bm7": ("B", "B D F# A", "x20202"),
}

# Drum bars: a row for each sound, a character for each sixteenth. X accent, x plain, o soft, '.' nothing.
DRUM_BARS = {
    "open": {"crash": "X...............", "kick": "X.....x...x.....", "rim": "....x.......x...", "hat": "x.o.x.o.x.o.x.o."},
    "time": {"kick": "X.....x...x.....", "rim": "....x.......x...", "hat": "x.o.x.o.x.o.x.oo"},
    "wake": {"kick": "X.....x...x.....", "rim": "....x...........", "snare": "............o.xX",
             "tom 1": "..........x.x...", "tom 2": ".............x..", "hat": "x.o.x.o.x......."},
    "verse": {"kick": "X.......x.x.....", "snare": "....X..o....X...", "hat": "X.o.x.o.X.o.x.o."},
    "verse b": {"kick": "X......x..x.....", "snare": "....X....o..X..o", "hat": "X.oox.o.X.o.x...",
                "open hat": "..............x."},
    "verse fill": {"kick": "X.......x.x.....", "snare": "....X..o....X.xX", "tom 1": "..............x.",
                   "tom 2": "...............x", "hat": "X.o.x.o.X.o....."},
    "lift": {"crash": "x...............", "kick": "X...X...X...X...", "tom 2": "x..x..x.x..x..x.", "hat": "..o...o...o...o."},
    "lift fill": {"kick": "X...X...X...X...", "snare": "o.o.o.o.x.x.xxXX", "tom 1": "........x.x.....",
                  "tom 2": "X..X..X.....x.x."},
    "chorus": {"kick": "X.....x.X.x.....", "snare": "....X.......X..o", "ride": "X.x.X.x.X.x.X.x."},
    "chorus 1": {"crash": "X...............", "kick": "X.....x.X.x.....", "snare": "....X.......X..o",
                 "ride": "..x.X.x.X.x.X.x."},
    "chorus b": {"kick": "X.....xxX..x....", "snare": "....X..o.o..X...", "ride": "X.x.X.x.X.x.X...",
                 "open hat": "..............X."},
    "chorus fill": {"kick": "X.....x.X.......", "snare": "....X...X.xX....", "tom 1": "............XxX.",
                    "tom 2": "..............xX", "ride": "X.x.X.x........."},
    "outro": {"crash": "X...............", "kick": "X.....x...x.....", "snare": "....X.......X...", "hat": "X.o.x.o.X.o.x.o."},
    "outro b": {"kick": "X.....x...x.....", "snare": "....X..o....X...", "hat": "X.o.x.o.X.o.x.o."},
    "stop": {"crash": "X...............", "kick": "X..X..X.........", "snare": "...X..X.X..x.xX.",
             "tom 1": ".........xX.....", "tom 2": "............X.x."},
}
DRUMS = {
    "intro": "open | time | time | wake",
    "verse": "verse | verse | verse b | verse fill | verse | verse | verse b | verse fill",
    "lift": "lift | lift fill",
    "chorus": "chorus 1 | chorus | chorus b | chorus fill | chorus 1 | chorus | chorus b | chorus fill",
    "outro": "outro | outro b | outro b | stop",
}

# Bass bars: R root, 5 fifth, 8 octave, a the note below the next root; '.' holds, '-' is silence.
BASS = {
    "intro": "R...............| R...............| R.....R.....5...| R.....R...5.8.-.",
    "verse": "R.....-.R.R.-.-.| R.....-.R.R.-.a.| R.....-.R.R.-.5.| R.....-.R.5.8.a.|"
             "R.....-.R.R.-.-.| R.....-.R.R.-.a.| R.....-.R.R.5.a.| R.....R-R.....a.",
    "lift": "R-R-R-R-R-R-R-R-| R-R-R-R-R-R-5-8-",
    "chorus": "R....-R.R.R.-.5.| R....-R.R.R.8.a.| R....-R.R.R.-.5.| R....-R.R.8.5.a.|"
              "R....-R.R.R.-.5.| R....-R.R.R.8.-.| R....-R.R.R.-.5.| R....-R.R.5.8.a.",
    "outro": "R....-R...R.-.5.| R....-R...R.-.5.| R....-R...R.5.a.| R.-R.-R.-...8.5.",
}

# Strummed bars: D down, U up (d, u: lightly, x: damped), '.' lets the last stroke ring, '-' damps.
ACOUSTIC = {
    "intro": "D...d...D.uD.ud.",
    "verse": "D...d.u..uD.d.u.",
    "lift": "D.d.D.d.D.d.D.du",
    "chorus": "D.duD.du.uD.D.du",
    "outro": "D...d.u..uD.d.u.",
}
# The clean electric: digits pick single strings of the shape (1 the highest), letters strum as above.
ELECTRIC_CLEAN = {
    "intro": "................",
    "verse": "4..3..2.1..2..3.",
    "lift": "x.x.x.x.x.xxx.xx",
    "chorus": "-...U-x.-...U-xx",
    "outro": "4..3..2.1..2..3.",
}

# The organ holds chords: how far its volume pedal is down, 0..1.
ORGAN = {"intro": 0.0, "verse": 0.5, "lift": 0.8, "chorus": 1.0, "outro": 0.7}

# Melodies: note(s):length[:syllable], '-' rests. Notes joined by + sound together. '|' only helps the eye.
# A syllable is an optional consonant (s t h: heard as breath) and a vowel (a e i o u).
PIANO_RIGHT = {
    "intro": "D5+G5:3 D5+F#5:3 B4+D5:4 A4+D5:2 B4+D5:4 | D5+G5:3 D5+F#5:3 B4+E5:4 A4+D5:2 B4+D5:4 |"
             "E5+G5:3 D5+F#5:3 C5+E5:4 B4+D5:2 C5+E5:4 | D5+A5:3 C5+G5:3 A4+D5:6 G4+C5:2 A4+D5:2",
    "verse": "B3+D4+G4:6 -:2 B3+D4+G4:8 | A3+D4+F#4:6 -:2 A3+D4+F#4:5 D5:3 | B3+D4+G4:6 -:2 B3+D4+G4:8 |"
             "B3+E4+G4:6 -:2 B3+E4+G4:4 B4:2 C5:2 | D4+G4+B4:6 -:2 D4+G4+B4:8 | D4+F#4+A4:6 -:2 D4+F#4+A4:5 F#5:3 |"
             "C4+E4+G4:6 -:2 C4+E4+A4:8 | D4+E4+G4:6 -:2 D4+F#4+A4:6 C5:2",
    "lift": "C4+E4+A4:2 C4+E4+G4:2 C4+E4+A4:2 C4+E4+G4:2 C4+E4+A4:2 C4+E4+G4:2 C4+E4+C5:2 C4+E4+B4:2 |"
            "D4+G4+C5:2 D4+G4+B4:2 D4+G4+C5:2 D4+G4+D5:2 G4+A4+D5:2 G4+A4+D5:2 G4+C5+E5:2 A4+C5+F#5:2",
    "chorus": "E4+G4+D5:3 E4+G4+C5:3 E4+G4+C5:4 E4+G4+D5:4 C5+E5:2 | F#4+A4+D5:3 F#4+A4+D5:3 F#4+A4+D5:6 A4+E5:2 F#5:2 |"
              "D4+F#4+B4:3 D4+F#4+B4:3 D4+F#4+A4:4 D4+F#4+B4:4 A4+D5:2 | D4+G4+B4:3 D4+G4+B4:3 E4+G4+B4:6 D5+G5:2 E5+B5:2 |"
              "E4+G4+D5:3 E4+G4+C5:3 E4+G4+C5:4 E4+G4+D5:4 E5+G5:2 | D4+G4+B4:3 D4+G4+B4:3 D4+G4+B4:6 D5+G5:2 B4+D5:2 |"
              "E4+G4+C5:3 E4+G4+C5:3 E4+A4+C5:4 E4+G4+C5:4 C5+E5:2 | D4+F#4+A4:3 D4+F#4+A4:3 F#4+A4+D5:4 G4+C5+E5:2 A4+D5+F#5:4",
    "outro": "D5+G5:3 D5+F#5:3 B4+D5:4 A4+D5:2 B4+D5:4 | D5+G5:3 D5+F#5:3 B4+E5:4 A4+D5:2 B4+D5:4 |"
             "E5+G5:3 D5+F#5:3 C5+E5:4 B4+D5:2 C5+E5:4 | G4+C5+D5:3 G4+C5+D5:3 A4+C5+G5:2 -:8",
}
ELECTRIC_DRIVEN = {
    "intro": "-:64",
    "verse": "-:56 B3+G4:8 | -:52 A3+F#4:12",
    "lift": "-:16 D3+A3:16",
    "chorus": "C3+G3+C4:6 C3+G3:2 C3+G3+C4:8 | D3+A3+D4:6 D3+A3:2 D3+A3+D4:8 | B2+F#3+B3:6 B2+F#3:2 B2+F#3+B3:8 |"
              "E3+B3+E4:6 E3+B3:2 D3+B3:4 E3+B3:4 | C3+G3+C4:6 C3+G3:2 C3+G3+C4:8 | B2+G3+D4:6 B2+G3:2 B2+G3+D4:8 |"
              "A2+E3+A3:6 A2+E3:2 A2+E3+A3:8 | D3+A3+D4:3 D3+A3+D4:3 D3+A3+D4:4 E3+B3:2 F#3+C4:4",
    "outro": "G2+D3+G3:14 -:2 | E3+B3:14 -:2 | C3+G3:14 -:2 | D3+A3+D4:3 D3+A3+D4:3 D3+A3:2 -:8",
}
STRINGS = {
    "intro": "-:32 | E4+G4+B4:16 | D4+G4+A4:16",
    "verse": "-:64 | B4+D5:16 | A4+D5:16 | A4+C5+E5:16 | G4+C5+E5:8 F#4+A4+D5:8",
    "lift": "A4+C5+E5:4 B4+D5+G5:4 C5+E5+A5:8 | C5+D5+G5:4 C5+D5+A5:4 D5+G5+B5:4 D5+A5+C6:4",
    "chorus": "E4+C5+G5:8 E4+C5+E5:8 | F#4+D5+F#5:8 F#4+D5+A5:8 | F#4+D5+F#5:16 | G4+B4+G5:8 G4+B4+E5:8 |"
              "E4+C5+G5:8 E4+G5+C6:8 | D4+G5+B5:12 D4+G5+D6:4 | E4+C5+A5:8 E4+C5+G5:8 | D4+A4+F#5:6 D4+C5+E5:4 D4+C5+F#5:6",
    "outro": "D4+B4+G5:16 | E4+B4+D5:16 | E4+G4+B4:16 | D4+G4+C5:8 -:8",
}
SAX = {
    "intro": "-:64",
    "verse": "-:58 E4:1 G4:1 A4:2 B4:2 | G4:4 -:60",
    "lift": "-:16 | -:8 A3:2 C4:2 D4:2 E4:2",
    "chorus": "G4:6 -:26 | -:26 B3:2 D4:2 E4:2 | G4:3 E4:1 D4:4 -:24 | -:12 D4:2 E4:2 | F#4:3 E4:1 D4:2 A3:2 C4:2 A3:2 D4:4",
    "outro": "D4:3 B3:1 A3:2 G3:2 B3:4 D4:2 E4:2 | E4:3 D4:1 B3:2 D4:2 B3:6 -:2 | -:2 G3:2 A3:2 B3:2 E4:4 D4:2 B3:2 |"
             "A3:3 C4:3 D4:3 -:7",
}
# "Salt on the window, rain on the sea, / street lamps are humming a tune to me.
#  Late bus is turning, nobody in, / I count the stations till you begin.
#  Say it is late, say it is late, / leave the light on, leave it burning low,
#  I'm halfway home and taking it slow. / Leave the light on, I'll be along:
#  salt on the window, rain on the sea."
LEAD_VOX = {
    "intro": "-:64",
    "verse": "-:2 B3:3:so A3:1:a G3:2:e B3:3:i A3:5:o | -:2 A3:2:e A3:2:o G3:2:e F#3:8:si |"
             "-:2 G3:3:si F#3:1:a G3:2:a B3:3:ha A3:3:i G3:2:a | A3:2:tu G3:2:tu E3:8:i -:4 |"
             "-:2 B3:3:e A3:1:a G3:2:i B3:3:te D4:5:i | -:2 A3:2:o B3:2:o A3:2:i F#3:6:i -:2 |"
             "-:2 E3:2:a G3:2:a A3:2:e C4:3:se B3:3:o A3:2:ti | G3:4:u G3:2:i A3:8:i -:2",
    "lift": "-:2 A3:2:se A3:2:i B3:2:i C4:6:e -:2 | -:2 B3:2:se B3:2:i C4:2:i D4:8:e",
    "chorus": "E4:4:i D4:2:e E4:4:a D4:6:to | -:2 A3:2:i B3:2:i D4:3:e B3:3:i A3:4:o | D4:4:a D4:2:ha D4:4:e B3:6:ho |"
              "-:2 G3:2:a B3:2:te B3:2:i A3:2:ti G3:6:so | E4:4:i D4:2:e E4:4:a G4:6:to | -:2 D4:2:a D4:2:i E4:2:a D4:4:o B3:4:o |"
              "C4:3:so B3:1:o A3:2:e C4:4:i E4:6:o | D4:2:e D4:2:o C4:2:e A3:8:si -:2",
    "outro": "-:4 B3:6:u A3:6:u | G3:12:u -:4 | -:32",
}
BACKING_1 = {
    "intro": "-:64",
    "verse": "-:48 | G4:12:u -:4 | -:32 | -:8 G4:8:u | G4:8:u F#4:8:u",
    "lift": "A4:14:a -:2 | C5:14:a -:2",
    "chorus": "C5:4:i B4:2:e C5:4:a B4:6:to | -:4 A4:12:u | B4:4:a B4:2:ha B4:4:e F#4:6:ho | -:4 G4:12:u |"
              "C5:4:i B4:2:e C5:4:a E5:6:to | -:2 B4:2:a B4:2:i C5:2:a B4:4:o G4:4:o |"
              "A4:3:so G4:1:o E4:2:e A4:4:i C5:6:o | A4:2:e A4:2:o A4:2:e F#4:8:si -:2",
    "outro": "-:4 D5:6:u D5:6:u | B4:12:u -:4 | -:32",
}
BACKING_2 = {
    "intro": "-:64",
    "verse": "-:48 | E4:12:u -:4 | -:32 | -:8 E4:8:u | E4:8:u D4:8:u",
    "lift": "E4:14:a -:2 | G4:14:a -:2",
    "chorus": "G4:4:i G4:2:e G4:4:a G4:6:to | -:4 F#4:12:u | F#4:4:a F#4:2:ha F#4:4:e D4:6:ho | -:4 E4:12:u |"
              "G4:4:i G4:2:e G4:4:a C5:6:to | -:2 G4:2:a G4:2:i G4:2:a G4:4:o D4:4:o |"
              "E4:3:so E4:1:o C4:2:e E4:4:i A4:6:o | F#4:2:e F#4:2:o F#4:2:e D4:8:si -:2",
    "outro": "-:4 B4:6:u A4:6:u | G4:12:u -:4 | -:32",
}

# Loudness of each section, 0..1: players hit, pluck and sing by it.
INTENSITY = {"intro": 0.62, "verse": 0.7, "lift": 0.84, "chorus": 1.0, "outro": 0.8}

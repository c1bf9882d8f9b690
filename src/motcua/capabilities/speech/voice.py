"""The voice, a program of its own: a sentence in, a WAV file out.

espeak-ng comes as a wheel with its library and its Vietnamese voice; nothing of it is linked into the product.
"""

import ctypes
import io
import sys
import wave
from typing import Final

import espeakng_loader

SYNCHRONOUS: Final = 2
RATE: Final = 1
WORDS_A_MINUTE: Final = 135
UTF8: Final = 1
TAKER: Final = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


def main() -> int:
    """Say what stands on the standard input."""
    text = sys.stdin.buffer.read()
    engine = ctypes.CDLL(espeakng_loader.get_library_path())
    sound = bytearray()

    def take(samples: int | None, count: int, _events: int | None) -> int:
        if samples is not None and count > 0:
            sound.extend(ctypes.string_at(samples, count * 2))
        return 0

    taker = TAKER(take)
    data = espeakng_loader.get_data_path().encode()
    hertz = engine.espeak_Initialize(SYNCHRONOUS, 0, data, 0)
    if hertz <= 0 or engine.espeak_SetVoiceByName(b"vi") != 0:
        return 1
    engine.espeak_SetSynthCallback(taker)
    engine.espeak_SetParameter(RATE, WORDS_A_MINUTE, 0)
    if engine.espeak_Synth(text, len(text) + 1, 0, 0, 0, UTF8, None, None) != 0 or not sound:
        return 1
    engine.espeak_Synchronize()
    sys.stdout.buffer.write(_wav(bytes(sound), hertz))
    return 0


def _wav(samples: bytes, hertz: int) -> bytes:
    output = io.BytesIO()
    with wave.open(output, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(hertz)
        file.writeframes(samples)
    return output.getvalue()


if __name__ == "__main__":
    sys.exit(main())

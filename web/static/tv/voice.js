// For televisions' browsers from Chromium 53 on: no modules, nothing newer than ES2015.
(() => {
  const CHIME_TONES_HERTZ = [659, 523];
  const TONE_SECONDS = 0.45;
  const SLOWER = 0.85;
  const OF_INDONESIAN = /^(id|in)\b/i;
  let audio = null;

  const hasVoices = () => typeof window.speechSynthesis !== 'undefined';

  /** Android's older name for Indonesian is `in`; televisions often have no voice at all. */
  function indonesianVoice() {
    if (!hasVoices()) return null;
    const voices = window.speechSynthesis.getVoices();
    return voices.find((voice) => OF_INDONESIAN.test(voice.lang.replace('_', '-'))) || null;
  }

  /** Two falling tones; `then` is called when they are over, and at once where nothing can sound. */
  function chime(then) {
    if (!audio) return then();
    CHIME_TONES_HERTZ.forEach((hertz, place) => {
      const tone = audio.createOscillator();
      const loudness = audio.createGain();
      const from = audio.currentTime + place * TONE_SECONDS;
      tone.frequency.value = hertz;
      loudness.gain.setValueAtTime(0.4, from);
      loudness.gain.exponentialRampToValueAtTime(0.001, from + TONE_SECONDS);
      tone.connect(loudness);
      loudness.connect(audio.destination);
      tone.start(from);
      tone.stop(from + TONE_SECONDS);
    });
    window.setTimeout(then, CHIME_TONES_HERTZ.length * TONE_SECONDS * 1000);
  }

  /** "A-057" as one says it: `A nol lima tujuh`. */
  function sayLabel(label, digits) {
    const parts = label.split('-');
    const spoken = (parts[1] || '').split('').map((digit) => digits[Number(digit)]);
    return `${parts[0]} ${spoken.join(' ')}`;
  }

  /** Browsers let a page sound only after somebody has touched it: call this from the button. */
  function wake() {
    const Audio = window.AudioContext || window.webkitAudioContext;
    if (Audio && !audio) audio = new Audio();
    if (audio && audio.state === 'suspended') audio.resume();
    if (hasVoices()) window.speechSynthesis.getVoices();
  }

  /** A chime, then the sentence where there is an Indonesian voice; calls wait for one another. */
  function say(sentence) {
    chime(() => {
      const voice = indonesianVoice();
      if (!voice) return;
      const spoken = new window.SpeechSynthesisUtterance(sentence);
      spoken.lang = 'id-ID';
      spoken.voice = voice;
      spoken.rate = SLOWER;
      window.speechSynthesis.speak(spoken);
    });
  }

  window.jemputVoice = { wake, say, sayLabel, hasVoice: () => indonesianVoice() !== null };
})();

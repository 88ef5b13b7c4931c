// Puts the parts of the display together.
(() => {
  const LOOK_MILLIS = 5000;
  const { texts, fill, show, tellAge, flash, byId } = window.jemputScreen;
  const voice = window.jemputVoice;
  const news = { at: 0, source: 'kept', reached: true };
  /** Calls that were spoken, or were there before this display looked: each is spoken once, and again when it is called again. */
  const heard = {};
  let shown = '';
  let sounds = false;

  const nameOf = (call) => `${call.label}/${call.desk}/${call.calls}`;

  function announce(state, source) {
    const fresh = state.calling.filter((call) => !heard[nameOf(call)]);
    const isFirst = news.source === 'kept';
    for (const call of fresh) heard[nameOf(call)] = true;
    if (isFirst || source === 'kept' || fresh.length === 0) return;
    flash();
    if (!sounds) return;
    for (const call of fresh.reverse()) {
      voice.say(fill(texts.call, { label: voice.sayLabel(call.label, texts.digits), desk: call.desk }));
    }
  }

  window.jemputFollow(byId('layar').getAttribute('data-token'), {
    state(state, source) {
      const text = JSON.stringify(state);
      if (text !== shown) {
        show(state);
        announce(state, source);
      }
      shown = text;
      news.at = Date.now();
      news.source = source;
      tellAge(news);
    },
    reached(yes) {
      news.reached = yes;
      tellAge(news);
    },
    unknown() {
      byId('unknown').hidden = false;
    },
  });
  window.setInterval(() => tellAge(news), LOOK_MILLIS);

  byId('sound').onclick = () => {
    sounds = !sounds;
    if (sounds) voice.wake();
    byId('sound').textContent = sounds ? texts.soundOff : texts.soundOn;
    byId('sound').setAttribute('aria-pressed', String(sounds));
    byId('voiceless').hidden = !sounds || voice.hasVoice();
    if (sounds) voice.say(texts.soundTest);
  };

  if (navigator.serviceWorker) {
    // A television's old browser may not know the script's language: it then goes on without starting offline.
    navigator.serviceWorker.register('/service-worker.js', { scope: '/layar' }).catch(() => undefined);
  }
})();

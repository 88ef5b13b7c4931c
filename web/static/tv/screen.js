// What stands on the display: everything by text, nothing by markup, so that no answer can put a script on it.
(() => {
  /** As many as fit upright and across. */
  const MOST_PAST = 3;
  /** Called at once by more desks than this, they stand in two columns. */
  const MOST_LARGE = 4;
  const MINUTE_MILLIS = 60000;
  const byId = (id) => document.getElementById(id);
  const texts = JSON.parse(byId('layar').getAttribute('data-texts'));
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_whole, name) => String(values[name]));

  function element(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
  }

  function row(call, className) {
    const made = element('li', className, '');
    made.appendChild(element('span', 'label', call.label));
    made.appendChild(element('span', 'at-desk', fill(texts.desk, { desk: call.desk })));
    return made;
  }

  function refill(list, rows) {
    while (list.firstChild) list.removeChild(list.firstChild);
    for (const made of rows) list.appendChild(made);
  }

  function tell(id, text) {
    byId(id).textContent = text;
    byId(id).hidden = text === '';
  }

  const colon = (time) => time.replace(':', texts.colon);
  /** `17.42` of an ISO instant, on the clock of the office that wrote it. */
  const clockOf = (instant) => colon(instant.slice(11, 16));

  function nearWords(near, today) {
    const when = near.date === today ? texts.today : `${near.date.slice(8, 10)}/${near.date.slice(5, 7)}`;
    return fill(texts.near, { venue: near.venueName, when, time: clockOf(near.startsAt) });
  }

  function noticeOf(state) {
    const near = state.near ? ` ${nearWords(state.near, state.startsAt.slice(0, 10))}` : '';
    if (state.phase === 'cancelled') return texts.cancelled + near;
    if (state.phase === 'over') return texts.over + near;
    if (state.paused) {
      const until = state.paused.until ? ` ${fill(texts.until, { time: colon(state.paused.until) })}` : '';
      return texts.paused[state.paused.what] + until;
    }
    return state.fullSince ? fill(texts.full, { time: clockOf(state.fullSince) }) + near : '';
  }

  function show(state) {
    tell('venue', state.venueName);
    document.title = `${state.venueName} · ${texts.title}`;
    tell('hours', `${clockOf(state.startsAt)}–${clockOf(state.endsAt)}`);
    refill(
      byId('calls'),
      state.calling.map((call, place) => row(call, place === 0 ? 'call newest' : 'call'))
    );
    byId('calls').className = `of-${state.calling.length > MOST_LARGE ? 'many' : state.calling.length}`;
    tell('none', state.calling.length > 0 ? '' : texts[state.phase === 'running' ? 'none' : 'early']);
    refill(
      byId('last'),
      state.recent.slice(0, MOST_PAST).map((call) => row(call, 'past'))
    );
    byId('before').hidden = state.recent.length === 0;
    tell('waiting', fill(texts.waiting, { count: state.waitingPeople }));
    tell('next', state.next.length > 0 ? fill(texts.next, { labels: state.next.slice(0, 4).join('  ') }) : '');
    tell('notice', noticeOf(state));
    tell('rule', fill(texts.rule, { count: state.reenterAfter }));
  }

  /** Says how old the news is once nobody renews it, and when it comes from the crew's own phone. */
  function tellAge(news) {
    if (news.reached) return tell('age', '');
    const minutes = Math.floor((Date.now() - news.at) / MINUTE_MILLIS);
    const age = minutes < 1 ? texts.ageNow : fill(texts.age, { count: minutes });
    tell('age', `${texts.unreached} ${news.source === 'phone' && minutes < 1 ? texts.byPhone : age}`);
  }

  /** Blinks what was just called, where motion is wanted. */
  function flash() {
    const newest = document.querySelector('.newest');
    if (newest) newest.className = 'call newest fresh';
  }

  window.jemputScreen = { texts, fill, show, tellAge, flash, byId };
})();

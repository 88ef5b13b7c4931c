// Where the display's state comes from: the office every other second, and the crew's phone or laptop where it is this very browser.
(() => {
  const ASK_MILLIS = 2000;
  const PATIENCE_MILLIS = 8000;
  /** The crew's page speaks every four seconds: this long after its last word it is gone. */
  const PHONE_GONE_MILLIS = 15000;

  function readKept(key) {
    try {
      return JSON.parse(window.localStorage.getItem(key));
    } catch (_none) {
      return null;
    }
  }

  function keep(key, state) {
    try {
      window.localStorage.setItem(key, JSON.stringify(state));
    } catch (_full) {
      // A television that keeps nothing shows what it has.
    }
  }

  /** The phone does not know what only the office knows: where else to go, and what the crew told of a rest. */
  function joined(phone, office) {
    return office ? Object.assign({}, phone, { near: office.near, paused: office.paused }) : phone;
  }

  /**
   * @param token the display's own, from its address
   * @param on `state(state, source)` with source `office`, `phone` or `kept`; `reached(yes)` whether the office answers; `unknown()` where
   * the link is wrong
   */
  function follow(token, on) {
    const key = `jemput.display.${token}`;
    let office = readKept(key);
    let phone = { heardAt: 0, unsent: false };
    if (office) on.state(office, 'kept');

    function hearOffice(state) {
      office = state;
      keep(key, state);
      // While a phone has calls that the office does not know of, the phone knows better.
      const phoneAhead = phone.unsent && Date.now() - phone.heardAt < PHONE_GONE_MILLIS;
      if (!phoneAhead) on.state(state, 'office');
    }

    function ask() {
      const request = new XMLHttpRequest();
      request.open('GET', `/layar/${encodeURIComponent(token)}/keadaan.json`);
      request.timeout = PATIENCE_MILLIS;
      request.onload = () => {
        on.reached(request.status < 500);
        if (request.status === 404) on.unknown();
        if (request.status === 200) hearOffice(JSON.parse(request.responseText));
      };
      request.onerror = () => on.reached(false);
      request.ontimeout = () => on.reached(false);
      request.onloadend = () => window.setTimeout(ask, ASK_MILLIS);
      request.send();
    }

    ask();
    if (typeof window.BroadcastChannel === 'undefined') return;
    new window.BroadcastChannel(`jemput.layar.${token}`).onmessage = (event) => {
      phone = { heardAt: Date.now(), unsent: event.data.unsent };
      on.state(joined(event.data.state, office), 'phone');
    };
  }

  window.jemputFollow = follow;
})();

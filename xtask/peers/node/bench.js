// What every scenario in JavaScript stands on: the sandbox's clock, its control surface, and one line for each call.
'use strict';

const base = process.env.SANDBOX_URL;

// The SDKs date their tokens by `Date`. Here it is the sandbox's: a run does not depend on the hour it is made in.
const SystemDate = Date;
let now = SystemDate.UTC(2026, 0, 1);
globalThis.Date = class extends SystemDate {
  constructor(...parts) {
    if (parts.length === 0) super(now);
    else super(...parts);
  }

  static now() {
    return now;
  }
};

async function control(method, path, body) {
  const answer = await fetch(`${base}/sandbox${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`the control surface answers ${answer.status} to ${method} ${path}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

async function advance(seconds) {
  await control('POST', '/clock', { advanceMs: seconds * 1000 });
  now += seconds * 1000;
}

const connect = async (session, token) =>
  (await control('POST', `/session/${session}/connection`, token === undefined ? {} : { token })).connectionId;
const publish = async (session, stream = {}) =>
  (await control('POST', `/session/${session}/stream`, stream)).streamId;
const look = (session) => control('GET', `/session/${session}`);

const made = new Set();

// Makes one call and says how it went. `name` begins with the method's name; a word after it tells uses apart.
async function call(name, make) {
  made.add(name.split(' ')[0]);
  try {
    const answer = await make();
    console.log(JSON.stringify({ call: name }));
    return answer;
  } catch (error) {
    const said = error && error.response && error.response.status ? ` (${error.response.status})` : '';
    console.log(JSON.stringify({ call: name, error: `${(error && error.message) || error}${said}` }));
    return undefined;
  }
}

// Every method in `names` must have been called.
function cover(names) {
  for (const name of names) {
    if (!made.has(name)) console.log(JSON.stringify({ call: name, error: 'the scenario does not make this call' }));
  }
}

// Turns a method that calls back into a promise of what it calls back with.
const promise = (start) =>
  new Promise((resolve, reject) => {
    const back = (error, ...answer) => (error ? reject(error) : resolve(answer.length > 1 ? answer : answer[0]));
    try {
      const started = start(back);
      if (started && typeof started.catch === 'function') started.catch(reject);
    } catch (error) {
      reject(error);
    }
  });

function run(scenario) {
  // A client that throws where nobody can catch it has failed the call that it is making.
  process.on('uncaughtException', (error) => {
    console.log(JSON.stringify({ call: 'scenario', error: `uncaught: ${error.message}` }));
    process.exit(1);
  });
  setTimeout(() => process.exit(1), 120_000).unref();
  scenario().then(
    () => console.log(JSON.stringify({ done: made.size })),
    (error) => {
      console.log(JSON.stringify({ call: 'scenario', error: error.message }));
      process.exit(1);
    },
  );
}

module.exports = { advance, base, call, connect, control, cover, look, promise, publish, run };

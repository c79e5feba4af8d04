// How fast npm `opentok` is: `node speed.js tokens`, or `node speed.js calls` with the sandbox that SANDBOX_URL names.
'use strict';

const assert = require('node:assert/strict');
const OpenTok = require('opentok');
const { version } = require('opentok/package.json');

const TURNS = 20;
const library = `npm opentok ${version}, Node ${process.version.slice(1)}`;
const seconds = () => Number(process.hrtime.bigint()) / 1e9;
const tell = (what) => console.log(JSON.stringify(what));

function median(values) {
  return values.sort((a, b) => a - b)[values.length / 2];
}

function tokens() {
  const key = '46720272';
  const opentok = new OpenTok(key, '8a3ef43c18f1b6b4c0c6a9b9c3a3d1a1f3e2b5d7');
  const session = '1_MX40NjcyMDI3Mn5-MTU0NzA4MDUyMTEzNn5zOXdkclVXa3JEaWpVNHNuRm9TYWVBdHF-fg';
  const expireTime = Math.round(Date.now() / 1000) + 3600;
  const make = (isT1) =>
    opentok.generateToken(session, { role: 'moderator', data: 'name=Alice Example&level=4', expireTime }, isT1);
  const lasting = (time, isT1) => {
    const start = seconds();
    let count = 0;
    while (seconds() - start < time) {
      for (let i = 0; i < 50; i += 1) make(isT1);
      count += 50;
    }
    return count / (seconds() - start);
  };
  for (const [isT1, token, does] of [
    [true, 'T1: role, data, expiry', 'Decodes the session and compares its key, reads the clock, draws a nonce from `Math.random`.'],
    [
      false,
      'JWT, HS256: role, data, expiry',
      'Decodes the session and compares its key, reads the clock, draws a nonce from `Math.random`, signs by `jsonwebtoken`.',
    ],
  ]) {
    assert.equal(make(isT1).startsWith('T1=='), isT1);
    lasting(1, isT1);
    const turns = Array.from({ length: TURNS }, () => lasting(0.1, isT1));
    tell({ tokens: { library, token, per_second: median(turns), does } });
  }
}

async function calls() {
  const base = process.env.SANDBOX_URL;
  const control = async (method, path, body) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${base}/sandbox${path}`, { method, headers, body: body && JSON.stringify(body) });
    assert(answer.ok, `the sandbox answers ${answer.status} to ${path}`);
    return answer.json();
  };
  const promise = (start) =>
    new Promise((resolve, reject) => {
      start((error, answer) => (error ? reject(error) : resolve(answer)));
    });

  const about = await control('GET', '');
  await control('POST', '/clock', { set: Date.now() });
  const opentok = new OpenTok(about.apiKey, about.apiSecret, base);
  const session = await promise((back) => opentok.createSession({ mediaMode: 'routed' }, back));
  await control('POST', `/session/${session.sessionId}/stream`, {});
  const { id } = await promise((back) => opentok.startArchive(session.sessionId, {}, back));
  await control('POST', '/clock', { advanceMs: 5000 });
  await promise((back) => opentok.stopArchive(id, back));
  await control('POST', '/clock', { advanceMs: 5000 });

  const many = async (count) => {
    for (let i = 0; i < count; i += 1) {
      const archive = await promise((back) => opentok.getArchive(id, back));
      assert.equal(archive.status, 'available');
    }
  };
  const [warmUp, each] = [200, 100];
  await many(warmUp);
  const turns = [];
  for (let i = 0; i < TURNS; i += 1) {
    const start = seconds();
    await many(each);
    turns.push((seconds() - start) * 1e6 / each);
  }
  const does = 'Signs a token for each call by `jsonwebtoken`, calls by `node-fetch`, puts the answer into an object with methods.';
  tell({ calls: { library, micros: median(turns), count: warmUp + TURNS * each, does } });
}

const tasks = { tokens, calls };
Promise.resolve(tasks[process.argv[2]]()).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});

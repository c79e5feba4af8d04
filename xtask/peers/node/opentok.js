// npm `opentok`, with the credentials of a project or of an application: SANDBOX_OWNER says which.
'use strict';

const assert = require('node:assert/strict');
const { advance, base, call, connect, control, cover, look, promise, publish, run } = require('./bench.js');
const OpenTok = require('opentok');

// An id that nothing has.
const nobody = '00000000-0000-4000-8000-000000000000';
const unified = process.env.SANDBOX_OWNER === 'application';

run(async () => {
  const about = await control('GET', '');
  const owner = unified ? about.applicationId : about.apiKey;
  const opentok = new OpenTok(owner, unified ? about.privateKey : about.apiSecret, base);

  const session = await call('createSession', async () => {
    const made = await promise((back) => opentok.createSession({ mediaMode: 'routed' }, back));
    assert.equal((await look(made.sessionId)).connections.length, 0);
    return made;
  });
  const id = session.sessionId;
  await call('createSession always', async () => {
    const options = { mediaMode: 'routed', archiveMode: 'always', location: '198.51.100.7' };
    const made = await promise((back) => opentok.createSession(options, back));
    await connect(made.sessionId);
    assert.equal((await look(made.sessionId)).archives.length, 1);
  });

  const token = opentok.generateToken(id, { role: 'moderator', data: 'name=Ann', initialLayoutClassList: ['focus'] });
  const ann = await call('generateToken', () => connect(id, token));
  await call('generateToken session', () => connect(id, session.generateToken()));
  if (!unified) {
    await call('generateToken T1', () => connect(id, opentok.generateToken(id, { role: 'publisher' }, true)));
  }
  await call('generateJwt', async () => {
    const parts = opentok.generateJwt().split('.');
    const claims = JSON.parse(Buffer.from(parts[1], 'base64url'));
    assert.equal(unified ? claims.application_id : claims.iss, opentok.apiKey);
  });
  const camera = await publish(id, { connectionId: ann, name: 'camera' });
  const screen = await publish(id, { connectionId: ann, name: 'screen', videoType: 'screen' });

  await sessions(opentok, id, ann, camera);
  await archives(opentok, id, camera, screen);
  await broadcasts(opentok, id, camera, screen);
  await speech(opentok, id, token);
  await callbacks(opentok);
  await call('forceDisconnect', async () => {
    const bob = await connect(id);
    await promise((back) => opentok.forceDisconnect(id, bob, back));
    assert(!(await look(id)).connections.some((connection) => connection.id === bob));
  });
  await refusals(opentok, owner, id);

  const own = Object.keys(opentok).filter((name) => typeof opentok[name] === 'function');
  const inherited = Object.keys(OpenTok.prototype);
  cover([...new Set([...own, ...inherited])]);
});

async function sessions(opentok, id, ann, camera) {
  const received = async () => (await look(id)).connections.find((connection) => connection.id === ann).signals;
  await call('signal', async () => {
    await promise((back) => opentok.signal(id, null, { type: 'chat', data: 'to all' }, back));
    assert.equal((await received()).at(-1).data, 'to all');
  });
  await call('signal connection', async () => {
    await promise((back) => opentok.signal(id, ann, { type: 'chat', data: 'to Ann' }, back));
    assert.equal((await received()).at(-1).data, 'to Ann');
  });
  await call('getStream', async () => {
    const stream = await promise((back) => opentok.getStream(id, camera, back));
    assert.deepEqual([stream.id, stream.name, stream.videoType], [camera, 'camera', 'camera']);
    assert.deepEqual(stream.layoutClassList, ['focus']);
  });
  await call('listStreams', async () => {
    const streams = await promise((back) => opentok.listStreams(id, back));
    assert.equal(streams.length, 2);
  });
  await call('setStreamClassLists', async () => {
    const classes = [{ id: camera, layoutClassList: ['full'] }];
    await promise((back) => opentok.setStreamClassLists(id, classes, back));
    const { streams } = await look(id);
    assert.deepEqual(streams.find((stream) => stream.id === camera).layoutClassList, ['full']);
  });
  await call('forceMuteStream', () => promise((back) => opentok.forceMuteStream(id, camera, back)));
  await call('forceMuteAll', async () => {
    await promise((back) => opentok.forceMuteAll(id, { excludedStreams: [camera] }, back));
    assert.equal((await look(id)).muted, true);
  });
  await call('disableForceMute', async () => {
    await promise((back) => opentok.disableForceMute(id, back));
    assert.equal((await look(id)).muted, false);
  });
}

async function archives(opentok, id, camera, screen) {
  const options = { name: 'weekly', outputMode: 'composed', resolution: '1280x720', multiArchiveTag: 'a' };
  const archive = await call('startArchive', async () => {
    const started = await promise((back) => opentok.startArchive(id, options, back));
    assert.deepEqual([started.status, started.name, started.sessionId], ['started', 'weekly', id]);
    return started;
  });
  const manual = await call('startArchive manual', () =>
    promise((back) => opentok.startArchive(id, { streamMode: 'manual', multiArchiveTag: 'b' }, back)));
  await call('addArchiveStream', async () => {
    await promise((back) => opentok.addArchiveStream(manual.id, camera, { hasAudio: true, hasVideo: true }, back));
    const now = await promise((back) => opentok.getArchive(manual.id, back));
    assert.deepEqual(now.streams.map((stream) => stream.streamId), [camera]);
  });
  await call('removeArchiveStream', async () => {
    await promise((back) => opentok.addArchiveStream(manual.id, screen, {}, back));
    await promise((back) => opentok.removeArchiveStream(manual.id, screen, back));
  });
  await call('setArchiveLayout', () =>
    promise((back) => opentok.setArchiveLayout(archive.id, 'bestFit', null, 'verticalPresentation', back)));
  await advance(60);
  await call('stopArchive', async () => {
    const stopped = await promise((back) => opentok.stopArchive(archive.id, back));
    assert.deepEqual([stopped.status, stopped.duration], ['stopped', 60]);
  });
  await call('stopArchive itself', () => promise((back) => manual.stop(back)));
  await advance(10);
  await call('getArchive', async () => {
    const kept = await promise((back) => opentok.getArchive(archive.id, back));
    assert.equal(kept.status, 'available');
    const file = await fetch(kept.url);
    assert.deepEqual([file.status, (await file.arrayBuffer()).byteLength], [200, kept.size]);
  });
  await call('listArchives', async () => {
    const [items, count] = await promise((back) => opentok.listArchives({ offset: 0, count: 1, sessionId: id }, back));
    assert.deepEqual([items.length, count, items[0].id], [1, 2, manual.id]);
  });
  await call('deleteArchive', () => promise((back) => opentok.deleteArchive(archive.id, back)));
  await call('deleteArchive itself', () => promise((back) => manual.delete(back)));
}

async function broadcasts(opentok, id, camera, screen) {
  const outputs = { hls: { dvr: true }, rtmp: [{ id: 'r', serverUrl: 'rtmps://live.example.net/app', streamName: 's' }] };
  const broadcast = await call('startBroadcast', async () => {
    const options = { outputs, maxDuration: 3600, resolution: '1280x720', layout: { type: 'pip' }, streamMode: 'manual' };
    const started = await promise((back) => opentok.startBroadcast(id, options, back));
    assert.deepEqual([started.status, started.broadcastUrls.rtmp.length], ['started', 1]);
    return started;
  });
  const other = await call('startBroadcast tagged', () => {
    const options = { outputs: { hls: {} }, multiBroadcastTag: 'b' };
    return promise((back) => opentok.startBroadcast(id, options, back));
  });
  await call('addBroadcastStream', async () => {
    await promise((back) => opentok.addBroadcastStream(broadcast.id, camera, back));
    await promise((back) => opentok.addBroadcastStream(broadcast.id, screen, {}, back));
  });
  await call('removeBroadcastStream', () =>
    promise((back) => opentok.removeBroadcastStream(broadcast.id, screen, back)));
  await call('setBroadcastLayout', () =>
    promise((back) => opentok.setBroadcastLayout(broadcast.id, 'custom', 'stream { width: 1px }', null, back)));
  await advance(20);
  await call('getBroadcast', async () => {
    const running = await promise((back) => opentok.getBroadcast(broadcast.id, back));
    assert.deepEqual(running.streams.map((stream) => stream.streamId), [camera]);
    assert.equal((await fetch(running.broadcastUrls.hls)).status, 200);
  });
  await call('listBroadcasts', async () => {
    const [items] = await promise((back) => opentok.listBroadcasts({ sessionId: id, count: 1 }, back));
    assert.equal(items.length, 1);
  });
  await call('stopBroadcast', async () => {
    const stopped = await promise((back) => opentok.stopBroadcast(broadcast.id, back));
    assert.equal(stopped.status, 'stopped');
  });
  await call('stopBroadcast itself', () => promise((back) => other.stop(back)));
}

async function speech(opentok, id, token) {
  const captions = await call('startCaptions', () =>
    promise((back) => opentok.startCaptions(id, token, { languageCode: 'en-GB' }, back)));
  await call('stopCaptions', async () => {
    assert(captions);
    await promise((back) => opentok.stopCaptions(captions, back));
  });
  const page = { sessionId: id, token, url: 'https://app.example.net/scene', resolution: '640x480' };
  const render = await call('startRender', async () => (await promise((back) => opentok.startRender(page, back)))[0]);
  await advance(5);
  await call('getRender', async () => {
    const [running] = await promise((back) => opentok.getRender(render.id, back));
    assert.equal(running.status, 'started');
  });
  await call('listRenders', async () => {
    const [renders] = await promise((back) => opentok.listRenders({ count: 10 }, back));
    assert.deepEqual(renders.items.map((item) => item.id), [render.id]);
  });
  await call('stopRender', () => promise((back) => opentok.stopRender(render.id, back)));
  const options = { secure: true, from: 'ann@example.net', headers: { 'X-Room': '7' }, auth: { username: 'u', password: 'p' } };
  const sip = await call('dial', () =>
    promise((back) => opentok.dial(id, token, 'sip:desk@sip.example.net', options, back)));
  await advance(10);
  const digits = async () =>
    (await look(id)).connections.find((one) => one.id === sip.connectionId).call.digits;
  await call('playDTMF', async () => {
    await promise((back) => opentok.playDTMF(id, null, '12p#', back));
    assert(JSON.stringify(await digits()).includes('12p#'));
  });
  await call('playDTMF connection', async () => {
    await promise((back) => opentok.playDTMF(id, sip.connectionId, '99', back));
    assert(JSON.stringify(await digits()).includes('99'));
  });
  await call('websocketConnect', async () => {
    const socket = { headers: { 'X-Room': '7' }, bidirectional: true };
    const made = await promise((back) => opentok.websocketConnect(id, token, 'wss://audio.example.net/in', socket, back));
    assert(made.id && made.connectionId);
  });
}

async function callbacks(opentok) {
  const hook = { group: 'connection', event: 'created', url: 'http://127.0.0.1:9/hook' };
  const callback = await call('registerCallback', () => promise((back) => opentok.registerCallback(hook, back)));
  await call('listCallbacks', async () => {
    const listed = await promise((back) => opentok.listCallbacks(back));
    assert.deepEqual(listed.map((item) => item.id), [callback.id]);
  });
  await call('unregisterCallback itself', () => promise((back) => callback.unregister(back)));
  await call('unregisterCallback', async () => {
    await promise((back) => opentok.unregisterCallback(callback.id, back));
    assert.deepEqual(await promise((back) => opentok.listCallbacks(back)), []);
  });
}

async function refusals(opentok, owner, id) {
  const refused = async (start, pattern) => assert.rejects(promise(start), pattern);
  await call('signal refused', () =>
    refused((back) => opentok.signal(id, nobody, { data: 'x' }, back), OpenTok.SignalError));
  await call('forceDisconnect refused', () =>
    refused((back) => opentok.forceDisconnect(id, nobody, back), OpenTok.ForceDisconnectError));
  await call('getArchive refused', () => refused((back) => opentok.getArchive(nobody, back), /not found/i));
  await call('getBroadcast refused', () => refused((back) => opentok.getBroadcast(nobody, back), /Failed to get/));
  if (!unified) {
    const stranger = new OpenTok(owner, 'another secret', base);
    await call('createSession refused', () =>
      refused((back) => stranger.createSession(back), /Failed to createSession.*API [Kk]ey/s));
  }
}

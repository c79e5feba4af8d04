// npm `@vonage/video`, with the credentials of an application.
'use strict';

const assert = require('node:assert/strict');
const { advance, base, call, connect, control, cover, look, publish, run } = require('./bench.js');
const { Auth } = require('@vonage/auth');
const { Video } = require('@vonage/video');

// An id that nothing has.
const nobody = '00000000-0000-4000-8000-000000000000';

run(async () => {
  const about = await control('GET', '');
  const auth = new Auth({ applicationId: about.applicationId, privateKey: about.privateKey });
  const video = new Video(auth, { videoHost: base });

  const { sessionId: id } = await call('createSession', async () => {
    const made = await video.createSession();
    assert.equal((await look(made.sessionId)).connections.length, 0);
    return made;
  });
  await call('createSession always', async () => {
    const made = await video.createSession({ archiveMode: 'always', mediaMode: 'disabled', location: '198.51.100.7' });
    await connect(made.sessionId);
    assert.equal((await look(made.sessionId)).archives.length, 1);
  });
  const options = { role: 'moderator', data: 'name=Ann', initialLayoutClassList: ['focus'] };
  const token = video.generateClientToken(id, options);
  const ann = await call('generateClientToken', () => connect(id, token));
  const camera = await publish(id, { connectionId: ann, name: 'camera' });
  const screen = await publish(id, { connectionId: ann, name: 'screen', videoType: 'screen' });

  await sessions(video, id, ann, camera);
  await archives(video, id, camera, screen);
  await broadcasts(video, id, camera, screen);
  await speech(video, id, token);
  await call('disconnectClient', async () => {
    const bob = await connect(id);
    await video.disconnectClient(id, bob);
    assert(!(await look(id)).connections.some((connection) => connection.id === bob));
  });
  await refusals(video, about, id);

  // `stripBlankValues` tidies an argument of `initiateSIPCall` and calls nobody.
  const methods = Object.getOwnPropertyNames(Video.prototype);
  cover(methods.filter((name) => name !== 'constructor' && name !== 'stripBlankValues'));
});

async function sessions(video, id, ann, camera) {
  const received = async () => (await look(id)).connections.find((connection) => connection.id === ann).signals;
  await call('sendSignal', async () => {
    await video.sendSignal({ type: 'chat', data: 'to all' }, id);
    assert.equal((await received()).at(-1).data, 'to all');
  });
  await call('sendSignal connection', async () => {
    await video.sendSignal({ type: 'chat', data: 'to Ann' }, id, ann);
    assert.equal((await received()).at(-1).data, 'to Ann');
  });
  await call('getStreamInfo', async () => {
    const stream = await video.getStreamInfo(id, camera);
    assert.deepEqual([stream.id, stream.name, stream.layoutClassList], [camera, 'camera', ['focus']]);
  });
  await call('getStreamInfo all', async () => {
    const streams = await video.getStreamInfo(id);
    assert.deepEqual([streams.count, streams.items.length], [2, 2]);
  });
  await call('setStreamClassLists', async () => {
    await video.setStreamClassLists(id, [{ id: camera, layoutClassList: ['full'] }]);
    assert.deepEqual((await video.getStreamInfo(id, camera)).layoutClassList, ['full']);
  });
  await call('muteStream', () => video.muteStream(id, camera));
  const muted = async () => (await look(id)).muted;
  await call('forceMuteAll', async () => {
    await video.forceMuteAll(id, [camera]);
    assert.equal(await muted(), true);
  });
  await call('disableForceMute', async () => {
    await video.disableForceMute(id);
    assert.equal(await muted(), false);
  });
  await call('muteAllStreams', async () => {
    await video.muteAllStreams(id, true);
    assert.equal(await muted(), true);
  });
}

async function archives(video, id, camera, screen) {
  const archive = await call('startArchive', async () => {
    const options = { name: 'weekly', outputMode: 'composed', resolution: '1280x720', layout: { type: 'pip' }, multiArchiveTag: 'a' };
    const started = await video.startArchive(id, options);
    assert.deepEqual([started.status, started.name, started.sessionId], ['started', 'weekly', id]);
    return started;
  });
  const manual = await call('startArchive manual', () =>
    video.startArchive(id, { streamMode: 'manual', multiArchiveTag: 'b' }));
  await call('addArchiveStream', async () => {
    await video.addArchiveStream(manual.id, camera);
    await video.addArchiveStream(manual.id, screen, true, false);
    assert.equal((await video.getArchive(manual.id)).streams.length, 2);
  });
  await call('removeArchiveStream', () => video.removeArchiveStream(manual.id, screen));
  await call('updateArchiveLayout', () =>
    video.updateArchiveLayout(archive.id, { type: 'bestFit', screenshareType: 'verticalPresentation' }));
  await advance(60);
  await call('stopArchive', async () => {
    const stopped = await video.stopArchive(archive.id);
    assert.deepEqual([stopped.status, stopped.duration], ['stopped', 60]);
  });
  await advance(10);
  await call('getArchive', async () => {
    const kept = await video.getArchive(archive.id);
    assert.equal(kept.status, 'available');
    const file = await fetch(kept.url);
    assert.deepEqual([file.status, (await file.arrayBuffer()).byteLength], [200, kept.size]);
  });
  await call('searchArchives', async () => {
    const found = await video.searchArchives({ sessionId: id, offset: 0, count: 1 });
    assert.deepEqual([found.count, found.items.length, found.items[0].id], [2, 1, manual.id]);
  });
  await call('deleteArchive', async () => {
    await video.deleteArchive(archive.id);
    assert.equal((await video.searchArchives({ sessionId: id })).count, 1);
  });
}

async function broadcasts(video, id, camera, screen) {
  const outputs = { hls: { dvr: true }, rtmp: [{ id: 'r', serverUrl: 'rtmps://live.example.net/app', streamName: 's' }] };
  const broadcast = await call('startBroadcast', async () => {
    const started = await video.startBroadcast(id, { outputs, maxDuration: 3600, streamMode: 'manual', resolution: '1280x720' });
    assert.deepEqual([started.status, started.broadcastUrls.rtmp.length], ['started', 1]);
    return started;
  });
  const { id: broadcastId } = broadcast;
  await call('addStreamToBroadcast', () => video.addStreamToBroadcast(broadcastId, camera));
  await call('updateBroadcast', () => video.updateBroadcast({ broadcastId, addStream: screen, hasAudio: false }));
  await call('removeStreamFromBroadcast', () => video.removeStreamFromBroadcast(broadcastId, screen));
  await advance(20);
  await call('getBroadcast', async () => {
    const running = await video.getBroadcast(broadcastId);
    assert.deepEqual(running.streams.map((stream) => stream.streamId), [camera]);
    assert.equal((await fetch(running.broadcastUrls.hls)).status, 200);
  });
  await call('searchBroadcasts', async () => {
    const found = await video.searchBroadcasts({ sessionId: id });
    assert.deepEqual(found.items.map((item) => item.id), [broadcastId]);
  });
  await call('stopBroadcast', async () => {
    assert.equal((await video.stopBroadcast(broadcastId)).status, 'stopped');
  });
}

async function speech(video, id, token) {
  const captions = await call('enableCaptions', () =>
    video.enableCaptions(id, token, { languageCode: 'en-US', maxDuration: 1800, partialCaptions: 'false' }));
  await advance(5);
  await call('getCaptionStatus', async () => {
    const status = await video.getCaptionStatus(captions.captionsId);
    assert.deepEqual([status.captionId, status.sessionId], [captions.captionsId, id]);
  });
  await call('disableCaptions', () => video.disableCaptions(captions.captionsId));
  const page = { url: 'https://app.example.net/scene', maxDuration: 1800, resolution: '1280x720', properties: { name: 'Scene' } };
  const render = await call('startExperienceComposerRender', () => video.startExperienceComposerRender(id, token, page));
  await advance(5);
  await call('getExperienceComposerRender', async () => {
    const running = await video.getExperienceComposerRender(render.id);
    assert.equal(running.status, 'started');
  });
  await call('listExperienceComposerRenders', async () => {
    const renders = await video.listExperienceComposerRenders({ count: 10 });
    assert.deepEqual(renders.items.map((item) => item.id), [render.id]);
  });
  await call('stopExperienceComposerRender', () => video.stopExperienceComposerRender(render.id));
  const target = { token, sip: { uri: 'sip:desk@sip.example.net', from: '', headers: { 'X-Room': '7' }, secure: true } };
  const sip = await call('initiateSIPCall', () => video.initiateSIPCall(id, target));
  await call('intiateSIPCall', () => video.intiateSIPCall(id, { token, sip: { uri: 'sip:other@sip.example.net' } }));
  await advance(10);
  const digits = async () =>
    JSON.stringify((await look(id)).connections.find((one) => one.id === sip.connectionId).call.digits);
  await call('playDTMF', async () => {
    await video.playDTMF(id, '12p#');
    assert((await digits()).includes('12p#'));
  });
  await call('playDTMF connection', async () => {
    await video.playDTMF(id, '99', sip.connectionId);
    assert((await digits()).includes('99'));
  });
  const socket = { uri: 'wss://audio.example.net/in', headers: { 'X-Room': '7' }, audioRate: 16000 };
  const connector = await call('connectToWebsocket', async () => {
    const made = await video.connectToWebsocket(id, token, socket);
    assert(made.id && made.connectionId);
    return made;
  });
  await call('disconnectWebsocket', () => video.disconnectWebsocket(connector.id));
}

async function refusals(video, about, id) {
  const status = (expected) => (error) => error.response.status === expected;
  await call('getArchive refused', () => assert.rejects(video.getArchive(nobody), status(404)));
  await call('sendSignal refused', () => assert.rejects(video.sendSignal({ data: 'x' }, id, nobody), status(404)));
  await call('playDTMF refused', () => assert.rejects(video.playDTMF(id, 'abc'), status(400)));
  const stranger = new Auth({ applicationId: nobody, privateKey: about.privateKey });
  const strange = new Video(stranger, { videoHost: base });
  await call('createSession refused', () => assert.rejects(strange.createSession(), status(401)));
}

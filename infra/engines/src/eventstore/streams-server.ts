// A gRPC server the published @eventstore/db-client 6.2.1 talks to: Streams, Gossip, ServerFeatures.
// The messages and the service definitions are the client's own (deep imports: the package has no "exports" map).
import { randomUUID } from "node:crypto";
import * as grpc from "@grpc/grpc-js";
import { StreamsService } from "@eventstore/db-client/generated/streams_grpc_pb.js";
import { GossipService } from "@eventstore/db-client/generated/gossip_grpc_pb.js";
import { ServerFeaturesService } from "@eventstore/db-client/generated/serverfeatures_grpc_pb.js";
import S from "@eventstore/db-client/generated/streams_pb.js";
import G from "@eventstore/db-client/generated/gossip_pb.js";
import F from "@eventstore/db-client/generated/serverfeatures_pb.js";
import H from "@eventstore/db-client/generated/shared_pb.js";
import ST from "@eventstore/db-client/generated/status_pb.js";
import AnyPb from "google-protobuf/google/protobuf/any_pb.js";
import GEmptyPb from "google-protobuf/google/protobuf/empty_pb.js";
import { Log, type AppendOutcome, type Expected, type NewEvent, type Rec } from "./event-log.ts";

type ReadCall = grpc.ServerWritableStream<S.ReadReq, S.ReadResp>;
type BatchCall = grpc.ServerDuplexStream<S.BatchAppendReq, S.BatchAppendResp>;

export interface Member { host: string; port: number; state: number; alive: boolean }
export interface ServerOptions {
  port?: number; log?: Log; batchAppend?: boolean; serverVersion?: string;
  credentials?: grpc.ServerCredentials; auth?: { username: string; password: string };
  maxAppendSize?: number;
  /** What Gossip.Read answers. */
  members?: () => Member[];
  /** When it answers an endpoint, a call with «requires-leader» gets not-leader with that endpoint. */
  leaderElsewhere?: () => { host: string; port: number } | undefined;
  /** Called before every handler; it may throw a ServiceError, or never settle (a silent server). */
  before?: (method: string, call: grpc.ServerUnaryCall<unknown, unknown> | ReadCall | BatchCall | grpc.ServerReadableStream<unknown, unknown>) => void | Promise<void>;
  /** Called when an append has been stored and before it is answered (for «stored, but the answer was lost»). */
  stored?: (stream: string) => void | Promise<void>;
}

const err = (code: grpc.status, details: string, meta: Record<string, string> = {}) => {
  const metadata = new grpc.Metadata();
  for (const [k, v] of Object.entries(meta)) metadata.set(k, v);
  return Object.assign(new Error(details), { code, details, metadata });
};
const streamName = (id: H.StreamIdentifier | undefined) => Buffer.from(id!.getStreamName_asU8()).toString("utf8");
const identifier = (name: string) => { const i = new H.StreamIdentifier(); i.setStreamName(new Uint8Array(Buffer.from(name, "utf8"))); return i; };
const uuid = (id: string) => { const u = new H.UUID(); u.setString(id); return u; };
const deletedError = (name: string) =>
  err(grpc.status.FAILED_PRECONDITION, `Event stream '${name}' is deleted.`, { exception: "stream-deleted", "stream-name": name });

function proposed(m: S.AppendReq.ProposedMessage | S.BatchAppendReq.ProposedMessage): NewEvent {
  const type = m.getMetadataMap().get("type"), contentType = m.getMetadataMap().get("content-type");
  if (type === undefined || contentType === undefined)
    throw err(grpc.status.INVALID_ARGUMENT, "Required Metadata Property is missing",
      { exception: "missing-required-metadata-property", "required-metadata-properties": "type,content-type" });
  return { id: m.getId()!.getString(), type, json: contentType === "application/json", data: m.getData_asU8(), meta: m.getCustomMetadata_asU8() };
}
const sizeOf = (e: NewEvent) => e.data.length; // 24.6 counts the data alone; later versions count more

function readResp(r: Rec, withPosition: boolean): S.ReadResp {
  const rec = new S.ReadResp.ReadEvent.RecordedEvent();
  rec.setId(uuid(r.id)); rec.setStreamIdentifier(identifier(r.stream)); rec.setStreamRevision(r.rev.toString());
  rec.setCommitPosition(r.pos.toString()); rec.setPreparePosition(r.pos.toString());
  rec.getMetadataMap().set("type", r.type).set("created", r.created.toString())
    .set("content-type", r.json ? "application/json" : "application/octet-stream");
  rec.setData(r.data); rec.setCustomMetadata(r.meta);
  const ev = new S.ReadResp.ReadEvent(); ev.setEvent(rec);
  ev.setCommitPosition(r.pos.toString()); void withPosition;
  const resp = new S.ReadResp(); resp.setEvent(ev); return resp;
}
const confirmation = () => {
  const c = new S.ReadResp.SubscriptionConfirmation(); c.setSubscriptionId(randomUUID());
  const r = new S.ReadResp(); r.setConfirmation(c); return r;
};
const caughtUp = () => { const r = new S.ReadResp(); r.setCaughtUp(new S.ReadResp.CaughtUp()); return r; };
const checkpoint = (pos: bigint, prepare = pos) => {
  const c = new S.ReadResp.Checkpoint(); c.setCommitPosition(pos.toString()); c.setPreparePosition(prepare.toString());
  const r = new S.ReadResp(); r.setCheckpoint(c); return r;
};

function filterOf(o: S.ReadReq.Options): { match: (r: Rec) => boolean; interval: number } | undefined {
  const f = o.getFilter();
  if (!o.hasFilter() || !f) return undefined;
  const e = (f.hasStreamIdentifier() ? f.getStreamIdentifier() : f.getEventType())!;
  const key = f.hasStreamIdentifier() ? (r: Rec) => r.stream : (r: Rec) => r.type;
  let regex: RegExp | undefined; try { regex = e.getRegex() ? new RegExp(e.getRegex()) : undefined; } catch { throw err(grpc.status.UNKNOWN, "Exception was thrown by handler."); }
  const prefixes = e.getPrefixList();
  const window = f.hasMax() ? f.getMax() : 32;
  return { match: (r) => (regex ? regex.test(key(r)) : prefixes.some((p) => key(r).startsWith(p))), interval: window * f.getCheckpointintervalmultiplier() };
}

export class EsdbServer {
  readonly log: Log;
  readonly open = new Set<{ method: string; kill: (e: Error | undefined) => void }>(); // calls under way
  readonly seen: { method: string; metadata: Record<string, unknown> }[] = [];
  port = 0;
  private grpc: grpc.Server | undefined;
  readonly o: ServerOptions;
  constructor(o: ServerOptions = {}) { this.o = o; this.log = o.log ?? new Log(); }

  async start(): Promise<this> {
    const s = (this.grpc = new grpc.Server({ "grpc.max_receive_message_length": 16 * 1024 * 1024, "grpc.max_concurrent_streams": 100 }));
    s.addService(StreamsService, {
      read: (c: ReadCall) => this.stream("Read", c, () => this.read(c)),
      batchAppend: (c: BatchCall) => this.stream("BatchAppend", c, () => this.batchAppend(c)),
      append: this.unary("Append", (c: grpc.ServerReadableStream<S.AppendReq, S.AppendResp>) => this.append(c)),
      delete: this.unary("Delete", async (c: grpc.ServerUnaryCall<S.DeleteReq, S.DeleteResp>) => this.remove(c.request, false, new S.DeleteResp(), new S.DeleteResp.Position())),
      tombstone: this.unary("Tombstone", async (c: grpc.ServerUnaryCall<S.TombstoneReq, S.TombstoneResp>) => this.remove(c.request, true, new S.TombstoneResp(), new S.TombstoneResp.Position())),
    } as unknown as grpc.UntypedServiceImplementation);
    s.addService(ServerFeaturesService, { getSupportedMethods: this.unary("GetSupportedMethods", async () => this.features()) } as unknown as grpc.UntypedServiceImplementation);
    s.addService(GossipService, { read: this.unary("Gossip", async () => this.gossip()) } as unknown as grpc.UntypedServiceImplementation);
    this.port = await new Promise<number>((ok, no) =>
      s.bindAsync(`127.0.0.1:${this.o.port ?? this.port}`, this.o.credentials ?? grpc.ServerCredentials.createInsecure(), (e, p) => (e ? no(e) : ok(p))));
    return this;
  }
  /** A crash: connections are cut, nothing is answered. The log stays, so start() again is a restart. */
  stop(): void { this.grpc?.forceShutdown(); this.grpc = undefined; }
  /** Ends every call under way with a status (undefined: a clean end with OK). */
  endCalls(e: Error | undefined, method?: string): void { for (const c of [...this.open]) if (!method || c.method === method) c.kill(e); }

  private check(method: string, call: { metadata: grpc.Metadata }): void {
    this.seen.push({ method, metadata: call.metadata.getMap() });
    if (this.o.auth && method !== "GetSupportedMethods" && method !== "Gossip") {
      const want = "Basic " + Buffer.from(`${this.o.auth.username}:${this.o.auth.password}`).toString("base64");
      if (call.metadata.get("authorization")[0] !== want) throw err(grpc.status.UNAUTHENTICATED, "Not Authenticated");
    }
    const leader = this.o.leaderElsewhere?.();
    if (leader && call.metadata.get("requires-leader")[0] === "true")
      throw err(grpc.status.NOT_FOUND, "Leader info available", { exception: "not-leader", "leader-endpoint-host": leader.host, "leader-endpoint-port": String(leader.port) });
  }
  private unary<C extends grpc.ServerUnaryCall<never, never> | grpc.ServerReadableStream<never, never>, R>(method: string, f: (c: C) => Promise<R>) {
    return (call: C, cb: (e: Error | null, r?: R) => void): void => {
      (async () => { this.check(method, call); await this.o.before?.(method, call); return f(call); })().then((r) => cb(null, r), (e: Error) => cb(e));
    };
  }
  private stream(method: string, call: ReadCall | BatchCall, f: () => Promise<void>): void {
    const entry = { method, kill: (e: Error | undefined) => { this.open.delete(entry); if (e) call.emit("error", e); else call.end(); } };
    this.open.add(entry);
    const gone = () => this.open.delete(entry);
    call.on("cancelled", gone); call.on("close", gone);
    (async () => { this.check(method, call); await this.o.before?.(method, call); await f(); })()
      .then(() => { if (!call.cancelled) call.end(); gone(); }, (e: Error) => { call.emit("error", e); gone(); });
  }

  private features(): F.SupportedMethods {
    const r = new F.SupportedMethods(); r.setEventStoreServerVersion(this.o.serverVersion ?? "24.10.0");
    const add = (service: string, method: string, features: string[] = []) => {
      const m = new F.SupportedMethod(); m.setServiceName(service); m.setMethodName(method); m.setFeaturesList(features); r.addMethods(m);
    };
    const streams = "event_store.client.streams.streams";
    for (const m of ["append", "delete", "tombstone"]) add(streams, m);
    add(streams, "read", ["position", "events"]);
    if (this.o.batchAppend !== false) add(streams, "batchappend", ["deadline_duration"]);
    return r;
  }
  private gossip(): G.ClusterInfo {
    const info = new G.ClusterInfo();
    for (const m of this.o.members?.() ?? [{ host: "127.0.0.1", port: this.port, state: G.MemberInfo.VNodeState.LEADER, alive: true }]) {
      const e = new G.EndPoint(); e.setAddress(m.host); e.setPort(m.port);
      const i = new G.MemberInfo(); i.setInstanceId(uuid(randomUUID())); i.setTimeStamp("0"); i.setState(m.state as G.MemberInfo.VNodeState); i.setIsAlive(m.alive); i.setHttpEndPoint(e);
      info.addMembers(i);
    }
    return info;
  }

  // ---- appends ----
  private async append(call: grpc.ServerReadableStream<S.AppendReq, S.AppendResp>): Promise<S.AppendResp> {
    let o: S.AppendReq.Options | undefined; const events: NewEvent[] = []; let size = 0;
    const max = this.o.maxAppendSize ?? 1024 * 1024;
    for await (const req of call as AsyncIterable<S.AppendReq>) {
      if (req.hasOptions()) { o = req.getOptions(); continue; }
      const e = proposed(req.getProposedMessage()!); events.push(e);
      if ((size += sizeOf(e)) > max)
        throw err(grpc.status.INVALID_ARGUMENT, `Maximum Append Size of ${max} Exceeded.`, { exception: "maximum-append-size-exceeded", "maximum-append-size": String(max) });
    }
    const name = streamName(o!.getStreamIdentifier());
    const expected: Expected = o!.hasNoStream() ? "no_stream" : o!.hasAny() ? "any" : o!.hasStreamExists() ? "stream_exists" : BigInt(o!.getRevision());
    const r = this.log.append(name, expected, events);
    await this.o.stored?.(name);
    const resp = new S.AppendResp();
    if (r.kind === "deleted") throw deletedError(name);
    if (r.kind === "bad") throw err(grpc.status.UNKNOWN, "Exception was thrown by handler.");
    if (r.kind === "never") return new Promise(() => {});
    if (r.kind === "ok") {
      const ok = new S.AppendResp.Success();
      if (r.pos === undefined) ok.setNoPosition(new H.Empty());
      else { const p = new S.AppendResp.Position(); p.setCommitPosition(r.pos.toString()); p.setPreparePosition(r.pos.toString()); ok.setPosition(p); }
      if (r.rev < 0n) ok.setNoStream(new H.Empty()); else ok.setCurrentRevision(r.rev.toString());
      resp.setSuccess(ok);
    } else {
      const w = new S.AppendResp.WrongExpectedVersion();
      if (r.current < 0n) w.setCurrentNoStream(new H.Empty()); else w.setCurrentRevision(r.current.toString());
      if (expected === "any") w.setExpectedAny(new H.Empty());
      else if (expected === "no_stream") w.setExpectedNoStream(new H.Empty());
      else if (expected === "stream_exists") w.setExpectedStreamExists(new H.Empty());
      else w.setExpectedRevision(expected.toString());
      resp.setWrongExpectedVersion(w);
    }
    return resp;
  }

  private async batchAppend(call: BatchCall): Promise<void> {
    const pending = new Map<string, { name: string; o: S.BatchAppendReq.Options; events: NewEvent[]; size: number }>();
    const max = this.o.maxAppendSize ?? 1024 * 1024;
    const answer = async (id: H.UUID, name: string, fill: (r: S.BatchAppendResp) => void) => {
      const r = new S.BatchAppendResp(); r.setCorrelationId(id); r.setStreamIdentifier(identifier(name)); fill(r);
      if (!call.write(r)) await new Promise((ok) => call.once("drain", ok));
    };
    const fail = (bytes: Uint8Array, type: string, code: number) => (r: S.BatchAppendResp) => {
      const any = new AnyPb.Any(); any.pack(bytes, `event_store.client.${type}`);
      const st = new ST.Status(); st.setCode(code as never); st.setMessage(type); st.setDetails(any); r.setError(st);
    };
    for await (const req of call as AsyncIterable<S.BatchAppendReq>) {
      const id = req.getCorrelationId()!, key = id.getString(), o = req.getOptions();
      if (o) {
        const name = streamName(o.getStreamIdentifier());
        const deadline = o.getDeadline(); // an absolute time: a client whose clock is behind times out at once
        if (deadline && deadline.toDate().getTime() <= Date.now()) { await answer(id, name, fail(new H.Timeout().serializeBinary(), "Timeout", 4)); continue; }
        pending.set(key, { name, o, events: [], size: 0 });
      }
      const p = pending.get(key);
      if (!p) continue;
      for (const m of req.getProposedMessagesList()) { const e = proposed(m); p.events.push(e); p.size += sizeOf(e); }
      if (p.size > max) {
        pending.delete(key);
        const m = new H.MaximumAppendSizeExceeded(); m.setMaxappendsize(max);
        await answer(id, p.name, fail(m.serializeBinary(), "MaximumAppendSizeExceeded", 3)); continue;
      }
      if (!req.getIsFinal()) continue;
      pending.delete(key);
      const expected: Expected = p.o.hasNoStream() ? "no_stream" : p.o.hasAny() ? "any" : p.o.hasStreamExists() ? "stream_exists" : BigInt(p.o.getStreamPosition());
      const r = this.log.append(p.name, expected, p.events);
      await this.o.stored?.(p.name);
      if (r.kind === "never") continue;
      await answer(id, p.name, this.batchResult(r, expected, p.name, fail));
    }
  }
  private batchResult(r: AppendOutcome, expected: Expected, name: string, fail: (b: Uint8Array, t: string, c: number) => (r: S.BatchAppendResp) => void) {
    if (r.kind === "bad" || r.kind === "never") return fail(new H.BadRequest().serializeBinary(), "BadRequest", 3);
    if (r.kind === "deleted") { const d = new H.StreamDeleted(); d.setStreamIdentifier(identifier(name)); return fail(d.serializeBinary(), "StreamDeleted", 5); }
    if (r.kind === "wrong") {
      const w = new H.WrongExpectedVersion();
      if (r.current < 0n) w.setCurrentNoStream(new GEmptyPb.Empty()); else w.setCurrentStreamRevision(r.current.toString());
      if (expected === "any") w.setExpectedAny(new GEmptyPb.Empty());
      else if (expected === "no_stream") w.setExpectedNoStream(new GEmptyPb.Empty());
      else if (expected === "stream_exists") w.setExpectedStreamExists(new GEmptyPb.Empty());
      else w.setExpectedStreamPosition(expected.toString());
      return fail(w.serializeBinary(), "WrongExpectedVersion", 6);
    }
    return (resp: S.BatchAppendResp) => {
      const ok = new S.BatchAppendResp.Success();
      if (r.pos === undefined) ok.setNoPosition(new GEmptyPb.Empty());
      else { const p = new H.AllStreamPosition(); p.setCommitPosition(r.pos.toString()); p.setPreparePosition(r.pos.toString()); ok.setPosition(p); }
      if (r.rev < 0n) ok.setNoStream(new GEmptyPb.Empty()); else ok.setCurrentRevision(r.rev.toString());
      resp.setSuccess(ok);
    };
  }

  private remove<R extends S.DeleteResp | S.TombstoneResp>(req: S.DeleteReq | S.TombstoneReq, hard: boolean, resp: R, p: S.DeleteResp.Position & S.TombstoneResp.Position): R {
    const o = req.getOptions()!, name = streamName(o.getStreamIdentifier());
    const expected: Expected = o.hasNoStream() ? "no_stream" : o.hasAny() ? "any" : o.hasStreamExists() ? "stream_exists" : BigInt(o.getRevision());
    const r = this.log.remove(name, expected, hard, randomUUID());
    if (r.kind === "deleted") throw deletedError(name);
    if (r.kind !== "ok") {
      const exp = typeof expected === "bigint" ? String(expected) : { no_stream: "-1", any: "-2", stream_exists: "-4" }[expected], actual = String(r.kind === "wrong" ? r.current : -1n);
      throw err(grpc.status.FAILED_PRECONDITION, `Delete failed due to WrongExpectedVersion. Stream: ${name}, Expected version: ${exp}, Actual version: ${actual}`,
        { exception: "wrong-expected-version", "stream-name": name, "expected-version": exp, "actual-version": actual });
    }
    p.setCommitPosition(r.pos!.toString()); p.setPreparePosition(r.pos!.toString());
    (resp as { setPosition(v: unknown): void }).setPosition(p);
    return resp;
  }

  // ---- reads ----
  private async read(call: ReadCall): Promise<void> {
    const o = call.request.getOptions()!;
    const abort = new AbortController();
    let wake: (() => void) | undefined; // what waits for «drain»
    const gone = () => { abort.abort(); wake?.(); };
    call.on("cancelled", gone); call.on("close", gone); call.on("drain", () => wake?.());
    const send = async (r: S.ReadResp): Promise<boolean> => {
      if (abort.signal.aborted) return false;
      if (!call.write(r)) await new Promise<void>((ok) => { wake = ok; });
      return !abort.signal.aborted;
    };
    const backwards = o.getReadDirection() === S.ReadReq.Options.ReadDirection.BACKWARDS;
    if (o.hasSubscription()) return this.subscribe(o, send, abort.signal);
    let left = BigInt(o.getCount());
    const all = o.hasAll();
    let recs: Rec[], i: number;
    if (all) {
      recs = this.log.recs; const a = o.getAll()!;
      // forwards: the record at the position is included; backwards: it is not
      if (a.hasStart()) i = backwards ? -1 : 0;
      else if (a.hasEnd()) i = backwards ? recs.length - 1 : recs.length;
      else {
        const at = BigInt(a.getPosition()!.getCommitPosition());
        if (at < BigInt(a.getPosition()!.getPreparePosition())) throw err(grpc.status.UNKNOWN, "Exception was thrown by handler.");
        i = this.log.indexAt(at);
        const end = i >= recs.length;
        if (end && backwards) throw err(grpc.status.UNKNOWN, "Unexpected ReadAllResult: Error");
        if (!end && recs[i]!.pos !== at && at !== 0n && !(backwards && i === 0)) throw err(grpc.status.UNKNOWN, "Unexpected ReadAllResult: InvalidPosition");
        if (backwards) i -= 1;
      }
      if (left === 0n) return new Promise<void>((ok) => { if (abort.signal.aborted) ok(); else abort.signal.addEventListener("abort", () => ok()); }); // a real node never answers this
    } else {
      const so = o.getStream()!, name = streamName(so.getStreamIdentifier());
      if (this.log.isTombstoned(name)) throw deletedError(name);
      const v = this.log.visible(name);
      if (!v) {
        const nf = new S.ReadResp.StreamNotFound(); nf.setStreamIdentifier(identifier(name));
        const r = new S.ReadResp(); r.setStreamNotFound(nf); await send(r); return;
      }
      if (left === 0n || (so.hasEnd() && !backwards)) throw err(grpc.status.UNKNOWN, "Unexpected ReadStreamResult: Error");
      if (v.length === 0) return;
      recs = v; const first = recs[0]!.rev;
      if (so.hasStart()) i = 0;
      else if (so.hasEnd()) i = backwards ? recs.length - 1 : recs.length;
      else { const at = BigInt(so.getRevision()) - first; i = at < 0n ? (backwards ? -1 : 0) : at >= BigInt(recs.length) ? (backwards ? recs.length - 1 : recs.length) : Number(at); }
    }
    const filter = filterOf(o);
    for (; left > 0n && i >= 0 && i < recs.length; i += backwards ? -1 : 1) {
      const r = recs[i]!;
      if (filter && !filter.match(r)) continue;
      if (!(await send(readResp(r, all)))) return;
      left -= 1n;
    }
  }

  /** Catch-up and live are one loop over the log with a cursor, so nothing is lost or sent twice between them. */
  private async subscribe(o: S.ReadReq.Options, send: (r: S.ReadResp) => Promise<boolean>, signal: AbortSignal): Promise<void> {
    const log = this.log, a = o.hasAll() ? o.getAll()! : undefined, so = a ? undefined : o.getStream()!;
    const name = so && streamName(so.getStreamIdentifier());
    if (name !== undefined && log.isTombstoned(name)) throw deletedError(name);
    const filter = filterOf(o);
    if (filter && filter.interval <= 0) throw err(grpc.status.UNKNOWN, "Exception was thrown by handler.");
    let i = 0, after = -1n; // «after» is exclusive
    const from = a?.hasPosition() ? a.getPosition()! : undefined;
    if (from && BigInt(from.getCommitPosition()) < BigInt(from.getPreparePosition())) throw err(grpc.status.UNKNOWN, "Exception was thrown by handler.");
    if (a) { if (a.hasEnd()) i = log.recs.length; else if (from) i = log.indexAt(BigInt(from.getCommitPosition()) + (from.getPreparePosition() === from.getCommitPosition() ? 1n : 0n)); }
    else if (so!.hasEnd()) i = log.recs.length;
    else if (so!.hasRevision()) after = BigInt(so!.getRevision());
    if (!(await send(confirmation()))) return;
    if (from) {
      const at = BigInt(from.getCommitPosition()), k = log.indexAt(at);
      if (at !== 0n && k < log.recs.length && log.recs[k]!.pos !== at) throw err(grpc.status.INVALID_ARGUMENT, "Trying to read from an invalid position.");
    }
    // Checkpoints as 24.6 sends them. Catching up: after each window (the start counts as one event) the position of the last match in it, or
    // {its first event, prepare 0}; when it goes live only if something matched since the last one. Live: the last event considered.
    let considered = a?.hasEnd() ? 0 : 1, live = a?.hasEnd() ?? false, first = from ? BigInt(from.getCommitPosition()) : 0n, match = -1n;
    if (live && !(await send(caughtUp()))) return;
    for (;;) {
      if (filter && !live && considered >= filter.interval && match < 0n) { considered = 0; if (!(await send(checkpoint(first, 0n)))) return; first = -1n; }
      for (; i < log.recs.length; ) {
        const r = log.recs[i++]!;
        const wanted = name !== undefined ? r.stream === name && r.rev > after && (r.type === "$streamDeleted" || !log.hidden(name, r.rev)) : !filter || filter.match(r);
        if (wanted && !(await send(readResp(r, a !== undefined)))) return;
        if (wanted && name !== undefined && r.type === "$streamDeleted") throw deletedError(name);
        if (!filter) continue;
        if (first < 0n) first = r.pos;
        if (wanted) match = r.pos;
        if (++considered < filter.interval) continue;
        considered = 0;
        if (!(await send(live ? checkpoint(r.pos) : match < 0n ? checkpoint(first, 0n) : checkpoint(match)))) return;
        first = match = -1n;
      }
      if (!live) {
        live = true; considered = 0;
        if (filter && match >= 0n && !(await send(checkpoint(match)))) return;
        first = match = -1n;
        if (!(await send(caughtUp()))) return;
        if (i < log.recs.length) continue;
      }
      await log.nextWrite(signal);
      if (signal.aborted) return;
    }
  }
}

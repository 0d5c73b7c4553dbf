/*
 * A peer that speaks Fabric's published protocol (gateway.proto) over gRPC: endorse, submit, commit
 * status, evaluate and chaincode events, with the embedded contracts as its chaincode. It orders one
 * transaction per block, checks the versions a transaction has read, and fails where it is told to.
 */
import grpc from '@grpc/grpc-js';
import protos from '@hyperledger/fabric-protos';
import { findContract } from '../contracts/find-contract.ts';
import { runContracts } from '../contracts/run-contracts.ts';
import { commandEventName } from './fabric-answer.ts';
import { fault, type PeerFaults } from './fabric-faults.testing.ts';
import {
  readCommandStatus,
  readInvocation,
  toEnvelope,
  toRwSet,
} from './fabric-messages.testing.ts';

const { gateway, peer, common } = protos;
const { status } = grpc;

interface Pending {
  readonly txId: string;
  readonly reads: ReadonlyMap<string, number>;
  readonly writes: ReadonlyMap<string, unknown>;
  readonly event: Uint8Array | null;
}

interface Block {
  readonly txId: string;
  readonly code: number;
  readonly event: Uint8Array | null;
}

export class FabricPeer {
  readonly faults: PeerFaults = {};
  readonly calls: string[] = [];
  readonly blocks: Block[] = [];
  readonly #versions = new Map<string, number>();
  readonly #state = new Map<string, unknown>();
  readonly #endorsed = new Map<string, Pending>();
  #queue: Pending[] = [];
  #waiters = new Set<() => void>();
  #server = new grpc.Server();
  port = 0;

  async listen(credentials = grpc.ServerCredentials.createInsecure(), port = 0): Promise<void> {
    this.#server = new grpc.Server();
    this.#server.addService(gateway.GatewayService, {
      endorse: this.#unary('endorse', (request: protos.gateway.EndorseRequest) =>
        this.#endorse(request),
      ),
      submit: this.#unary('submit', (request: protos.gateway.SubmitRequest) =>
        this.#submit(request),
      ),
      commitStatus: this.#unary(
        'commitStatus',
        (request: protos.gateway.SignedCommitStatusRequest) => this.#commitStatus(request),
      ),
      evaluate: this.#unary('evaluate', (request: protos.gateway.EvaluateRequest) =>
        this.#evaluate(request),
      ),
      chaincodeEvents: (
        call: grpc.ServerWritableStream<protos.gateway.SignedChaincodeEventsRequest, unknown>,
      ) => this.#events(call),
    });
    this.port = await new Promise<number>((resolve, reject) => {
      this.#server.bindAsync(`127.0.0.1:${port}`, credentials, (error, bound) =>
        error ? reject(error) : resolve(bound),
      );
    });
  }

  /** Ends every connection at once, as a peer that is killed. */
  stop(): void {
    this.#server.forceShutdown();
  }

  /** Puts what was held back into blocks. */
  flush(): void {
    const queue = this.#queue;
    this.#queue = [];
    for (const pending of queue) this.#commit(pending);
  }

  #unary<Request, Response>(name: string, work: (request: Request) => Promise<Response>) {
    return (
      call: grpc.ServerUnaryCall<Request, Response>,
      callback: grpc.sendUnaryData<Response>,
    ): void => {
      this.calls.push(name);
      work(call.request).then(
        (answer) => callback(null, answer),
        (error: grpc.ServiceError) => callback(error),
      );
    };
  }

  async #endorse(request: protos.gateway.EndorseRequest): Promise<protos.gateway.EndorseResponse> {
    const error = this.faults.endorse?.();
    if (error) throw error;
    const txId = request.getTransactionId();
    const { args, proposal } = readInvocation(request.getProposedTransaction());
    const pending = await this.#simulate(txId, args);
    this.#endorsed.set(txId, pending.pending);
    const response = new gateway.EndorseResponse();
    response.setPreparedTransaction(toEnvelope(proposal, pending.answer, toRwSet(pending.pending)));
    return response;
  }

  async #simulate(txId: string, args: readonly string[]) {
    const [name = '', commandId = '', payload = ''] = args;
    const key = `command/${commandId}`;
    const known = this.#state.get(key);
    const reads = new Map([[key, this.#versions.get(key) ?? 0]]);
    if (known !== undefined) {
      const pending: Pending = { txId, reads, writes: new Map(), event: null };
      return { answer: known, pending };
    }
    const contract = findContract(name.split(':').at(-1) ?? '')!;
    const moment = new Date();
    const run = await runContracts(
      [{ contract, payload: JSON.parse(payload) }],
      moment,
      async (keys) => {
        for (const each of keys) reads.set(each, this.#versions.get(each) ?? 0);
        return new Map([...this.#state].filter(([each]) => keys.includes(each)));
      },
    );
    const verdict = run.verdicts[0]!;
    const answer = { txId, validationCode: verdict.validationCode };
    const writes = new Map<string, unknown>([[key, answer]]);
    for (const write of run.writes) writes.set(write.key, write.value);
    const envelope = { timestamp: moment.toISOString(), events: verdict.events };
    const event = verdict.events.length === 0 ? null : Buffer.from(JSON.stringify(envelope));
    return { answer, pending: { txId, reads, writes, event } satisfies Pending };
  }

  async #submit(request: protos.gateway.SubmitRequest): Promise<protos.gateway.SubmitResponse> {
    if (this.faults.isSubmitLost?.()) throw fault(status.UNAVAILABLE, 'the orderer is away');
    const pending = this.#endorsed.get(request.getTransactionId());
    if (pending === undefined) throw fault(status.INVALID_ARGUMENT, 'never endorsed');
    if (this.faults.isHeldBack?.()) this.#queue.push(pending);
    else this.#commit(pending);
    if (this.faults.isSubmitAnswerLost?.()) throw fault(status.UNAVAILABLE, 'the connection broke');
    return new gateway.SubmitResponse();
  }

  #commit(pending: Pending): void {
    this.faults.beforeCommit?.(pending.txId);
    const isStale = [...pending.reads].some(
      ([key, version]) => (this.#versions.get(key) ?? 0) !== version,
    );
    const forced = this.faults.code?.() ?? 0;
    const code = forced === 0 && isStale ? peer.TxValidationCode.MVCC_READ_CONFLICT : forced;
    if (code === 0) {
      for (const [key, value] of pending.writes) {
        this.#state.set(key, value);
        this.#versions.set(key, (this.#versions.get(key) ?? 0) + 1);
      }
    }
    this.blocks.push({ txId: pending.txId, code, event: code === 0 ? pending.event : null });
    for (const wake of this.#waiters) wake();
  }

  /** Makes every key look newer than whoever has read it. */
  touch(): void {
    for (const key of this.#versions.keys()) this.#versions.set(key, this.#versions.get(key)! + 1);
    for (const pending of this.#endorsed.values()) {
      for (const key of pending.reads.keys())
        this.#versions.set(key, (this.#versions.get(key) ?? 0) + 1);
    }
  }

  async #commitStatus(request: protos.gateway.SignedCommitStatusRequest) {
    const txId = readCommandStatus(request);
    for (;;) {
      const number = this.blocks.findIndex((block) => block.txId === txId);
      if (number >= 0) {
        if (this.faults.isStatusAnswerLost?.())
          throw fault(status.UNAVAILABLE, 'the connection broke');
        const response = new gateway.CommitStatusResponse();
        response.setResult(this.blocks[number]!.code as 0);
        response.setBlockNumber(number);
        return response;
      }
      await this.#change();
    }
  }

  async #evaluate(
    request: protos.gateway.EvaluateRequest,
  ): Promise<protos.gateway.EvaluateResponse> {
    const { args } = readInvocation(request.getProposedTransaction());
    const result = new peer.Response();
    result.setStatus(200);
    if (args[0] === 'GetChainInfo') {
      const info = new common.BlockchainInfo();
      info.setHeight(this.blocks.length);
      result.setPayload(info.serializeBinary());
    } else {
      result.setPayload(Buffer.from(JSON.stringify(this.#state.get(`command/${args[1]}`) ?? null)));
    }
    const response = new gateway.EvaluateResponse();
    response.setResult(result);
    return response;
  }

  async #events(
    call: grpc.ServerWritableStream<protos.gateway.SignedChaincodeEventsRequest, unknown>,
  ) {
    this.calls.push('chaincodeEvents');
    const request = gateway.ChaincodeEventsRequest.deserializeBinary(
      call.request.getRequest_asU8(),
    );
    let next = request.getStartPosition()?.getSpecified()?.getNumber() ?? 0;
    call.on('cancelled', () => {
      for (const wake of this.#waiters) wake();
    });
    while (!call.cancelled) {
      const block = this.blocks[next];
      if (block === undefined) {
        await this.#change();
        continue;
      }
      if (block.event !== null) call.write(this.#toMessage(block, next, request.getChaincodeId()));
      next += 1;
    }
    call.end();
  }

  #toMessage(block: Block, number: number, chaincode: string) {
    const event = new peer.ChaincodeEvent();
    event.setChaincodeId(chaincode);
    event.setTxId(block.txId);
    event.setEventName(commandEventName);
    event.setPayload(block.event!);
    const response = new gateway.ChaincodeEventsResponse();
    response.setEventsList([event]);
    response.setBlockNumber(number);
    return response;
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiters.delete(wake);
        resolve();
      };
      this.#waiters.add(wake);
    });
  }
}

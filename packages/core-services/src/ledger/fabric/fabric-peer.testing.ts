/*
 * A peer that speaks Fabric's published protocol (gateway.proto) over gRPC: endorse, submit, commit
 * status, evaluate and block delivery, with the embedded contracts as its chaincode. It orders one
 * transaction per block, checks the versions a transaction has read, and fails where it is told to.
 */
import grpc from '@grpc/grpc-js';
import protos from '@hyperledger/fabric-protos';
import { commandEventName } from './fabric-answer.ts';
import { readSeekStart, toBlock, toConfiguration } from './fabric-blocks.testing.ts';
import { simulate, type Pending } from './fabric-chaincode.testing.ts';
import { fault, type PeerFaults } from './fabric-faults.testing.ts';
import {
  readCommandStatus,
  readInvocation,
  toChaincodeEvent,
  toEnvelope,
  toRwSet,
} from './fabric-messages.testing.ts';

const { gateway, peer, common } = protos;
const { status } = grpc;
type DeliverCall = grpc.ServerDuplexStream<protos.common.Envelope, unknown>;

interface Ordered extends Pending {
  readonly envelope: Uint8Array;
}

interface Block {
  readonly txId: string;
  readonly code: number;
  readonly envelope: Uint8Array;
}

export class FabricPeer {
  readonly faults: PeerFaults = {};
  readonly calls: string[] = [];
  readonly blocks: Block[] = [];
  readonly #versions = new Map<string, number>();
  readonly #state = new Map<string, unknown>();
  readonly #endorsed = new Map<string, Pending>();
  #queue: Ordered[] = [];
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
    });
    this.#server.addService(peer.DeliverService, {
      deliver: (call: DeliverCall) => {
        this.calls.push('deliver');
        call.once('data', (asked: protos.common.Envelope) => {
          void this.#deliver(call, readSeekStart(asked));
        });
      },
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
    const { args, proposal, chaincode } = readInvocation(request.getProposedTransaction());
    const { pending, answer, envelope } = await simulate(txId, args, this.#state, this.#versions);
    this.#endorsed.set(txId, pending);
    const response = new gateway.EndorseResponse();
    const event = envelope && toChaincodeEvent(chaincode, commandEventName, envelope);
    const effects = { results: toRwSet(pending), event };
    response.setPreparedTransaction(toEnvelope(proposal, answer, effects));
    return response;
  }

  async #submit(request: protos.gateway.SubmitRequest): Promise<protos.gateway.SubmitResponse> {
    if (this.faults.isSubmitLost?.()) throw fault(status.UNAVAILABLE, 'the orderer is away');
    const pending = this.#endorsed.get(request.getTransactionId());
    if (pending === undefined) throw fault(status.INVALID_ARGUMENT, 'never endorsed');
    const envelope = request.getPreparedTransaction()!.serializeBinary();
    const ordered = { ...pending, envelope };
    if (this.faults.isHeldBack?.()) this.#queue.push(ordered);
    else this.#commit(ordered);
    if (this.faults.isSubmitAnswerLost?.()) throw fault(status.UNAVAILABLE, 'the connection broke');
    return new gateway.SubmitResponse();
  }

  #commit(pending: Ordered): void {
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
    this.#append({ txId: pending.txId, code, envelope: pending.envelope });
  }

  /** A block that changes the channel itself. */
  configure(): void {
    this.#append({ txId: '', code: 0, envelope: toConfiguration() });
  }

  #append(block: Block): void {
    this.blocks.push(block);
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

  async #deliver(call: DeliverCall, start: number): Promise<void> {
    call.on('cancelled', () => {
      for (const wake of this.#waiters) wake();
    });
    for (let next = start; !call.cancelled;) {
      const block = this.blocks[next];
      if (block === undefined) await this.#change();
      else call.write(toBlock(next++, block));
    }
    call.end();
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

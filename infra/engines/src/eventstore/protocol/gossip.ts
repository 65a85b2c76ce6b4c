import { randomUUID } from 'node:crypto';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import { uuidMessage } from './shared-messages.ts';

const { LEADER, FOLLOWER } = gossip.MemberInfo.VNodeState;

/** A node of a cluster, as gossip tells of it. */
export type Member = { host: string; port: number; isLeader: boolean; isAlive: boolean };

export const gossipOf = (members: readonly Member[]): gossip.ClusterInfo => new gossip.ClusterInfo().setMembersList(members.map(memberInfo));

function memberInfo({ host, port, isLeader, isAlive }: Member): gossip.MemberInfo {
  return new gossip.MemberInfo()
    .setInstanceId(uuidMessage(randomUUID()))
    .setTimeStamp('0')
    .setState(isLeader ? LEADER : FOLLOWER)
    .setIsAlive(isAlive)
    .setHttpEndPoint(new gossip.EndPoint().setAddress(host).setPort(port));
}

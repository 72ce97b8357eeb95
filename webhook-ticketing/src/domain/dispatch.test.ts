import { describe, expect, test } from '@jest/globals';
import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import { chooseDispatch, dispatchByHand, operatorsPeople } from './dispatch.ts';
import { inventory, outage, start } from './workOrder.fixture.ts';

const without = (...parties: string[]): Inventory => ({
  ...inventory,
  parties: inventory.parties.filter(({ id }) => !parties.includes(id)),
});
const offDuty = (party: string, escalation?: string[]): Inventory => ({
  ...inventory,
  parties: inventory.parties.map((one) =>
    one.id === party ? { ...one, rota: [], escalation: escalation ?? one.escalation } : one,
  ),
});
const order = { diagnosis: outage, siteIds: ['renmin'] };

describe('to whom an order goes', () => {
  test('to the person on duty of the party that answers for the fault point, and says why', () => {
    expect(chooseDispatch(order, inventory, start)).toEqual({
      party: 'city-power',
      contact: 'li-wei',
      tell: ['li-wei'],
      reason: {
        en: 'City Power answers for Feeder 1 (Area mains outage). On duty: Li Wei.',
        zh: '1号馈线（片区市电停电）由市供电公司负责。值班：李伟。',
      },
    });
  });

  test('where nobody is on duty everybody of the escalation list is told', () => {
    expect(chooseDispatch(order, offDuty('city-power'), start)).toMatchObject({
      party: 'city-power',
      contact: null,
      tell: ['wang-fang'],
    });
  });

  test('where a party keeps neither rota nor list all its people are told: better all than nobody', () => {
    expect(chooseDispatch(order, offDuty('city-power', []), start)?.tell).toEqual(['li-wei', 'wang-fang']);
  });

  test('an undetermined cause goes to the maintenance unit of the area first', () => {
    const undetermined = { ...order, diagnosis: { ...outage, faultClass: 'undetermined' as const } };
    expect(chooseDispatch(undetermined, inventory, start)).toMatchObject({
      party: 'north-upkeep',
      contact: 'zhao-min',
    });
    expect(chooseDispatch({ ...order, diagnosis: null }, inventory, start)?.party).toBe('north-upkeep');
  });

  test('a party that the inventory does not name is passed over with the reason', () => {
    const chosen = chooseDispatch(order, without('city-power'), start);
    expect(chosen).toMatchObject({ party: 'north-upkeep' });
    expect(chosen?.reason.en).toContain('names nobody who answers');
  });

  test('where no unit maintains the area the operator decides', () => {
    expect(chooseDispatch(order, without('city-power', 'north-upkeep'), start)?.party).toBe('control-room');
  });

  test('an inventory without any of them leaves it to whoever has the order', () => {
    expect(chooseDispatch(order, without('city-power', 'north-upkeep', 'control-room'), start)).toBeNull();
  });
});

describe("an operator's own choice", () => {
  test('an unknown party or contact is refused with the field', () => {
    expect(dispatchByHand('nobody', undefined, inventory, start)).toMatchObject({ field: 'party' });
    expect(dispatchByHand('city-power', 'zhao-min', inventory, start)).toMatchObject({ field: 'contact' });
  });

  test('a party with nobody on duty and no list is refused unless a person is named', () => {
    const city = offDuty('city-power', []);
    expect(dispatchByHand('city-power', undefined, city, start)).toMatchObject({ rejected: 'nobody_on_duty' });
    expect(dispatchByHand('city-power', 'wang-fang', city, start)).toMatchObject({ ok: { tell: ['wang-fang'] } });
  });
});

test("the operator's people are those on duty, then the escalation list, each once", () => {
  const city = { parties: inventory.parties.map((one) => ({ ...one, escalation: ['sun-jie', 'li-wei'] })) };
  expect(operatorsPeople(city, start)).toEqual(['sun-jie', 'li-wei']);
});

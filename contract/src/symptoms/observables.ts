/**
 * What can be observed of an element, each true or false:
 * - `mains_present`: the mains input of a UPS has voltage (its last known reading)
 * - `energised`: a sensed element of the power path carries voltage
 * - `reachable`: the element answers its management protocol (SNMP), a camera RTSP OPTIONS
 * - `voltage_right`: the voltage at it (a sensed element of the power path, the input of a UPS) is within its limits, while there is any
 * - `keeps_running`: the device has not restarted again and again
 * - `battery_good`: the battery of the UPS passes its tests and holds for as long as it should
 * - `inverter_good`: the UPS feeds what hangs on it as it should: neither by its bypass nor not at all, mains being there
 * - `surge_protected`: the surge protector of the cabinet is intact (its contact at this device)
 * - `link_up`: the port that faces the element has link (seen from the element one step towards the core): of an ONU, that it is
 *   registered at its OLT; of a PON port, that light of at least one ONU arrives
 * - `power_held`: the last word of the ONU before it went was not that its power goes (dying gasp); good too while it is there
 * - `light_sent`: the transceiver of the port (of a PON port, an SDH node) sends its light
 * - `light_usual`: the light that arrives from and at the element is less than 3 dB below its own of the last days
 * - `connection_steady`: the element does not lose its link and get it back again and again
 * - `sends_in_turn`: the ONU sends only when it is its turn
 * - `section_clear`: the signal of the SDH section that ends at the element, towards the core, is there and framed
 * - `frames_intact`: hardly any frame or block on the link to the element arrives damaged (FCS, FEC, errored seconds)
 * - `full_rate`: the link to the element runs at the rate that it had
 * - `poe_delivering`: the port that faces the camera gives it power, and does not search for somebody to give it to
 * - `poe_unfaulted`: that port sees neither short circuit nor overload
 * - `poe_granted`: that port was not denied power because the switch has none left
 * - `poe_budget_left`: the switch has power left to give
 * - `power_drawn`: the camera takes more than nothing of the power that the port gives it
 * - `loop_free`: the switch sees no loop: addresses that jump from port to port, storms, a tree that changes again and again
 * - `uncongested`: the link to the element is not full
 * - `authorised`: the camera takes the credentials that it should
 * - `media_flowing`: RTP packets with frames arrive
 * - `packets_whole`: hardly any of them is lost on the way
 * - `profile_kept`: the stream is as the inventory wants it: codec, size, frame rate, bit rate
 * - `signal_present`: the device itself sees a signal at its video input
 * - `picture_shown`, `picture_clear`, `picture_undisturbed`, `view_free`, `view_in_place`, `colours_true`, `well_lit`: the judged
 *   picture has none of the faults of that group (`pictureGroups`)
 * - `untampered`: the device itself does not say that somebody covers, turns or defocuses it
 * - `clock_right`: its clock is within the limit
 * - `identity_right`: it is the device of the inventory
 * - `disks_good`: all disks work
 * - `recording_runs`, `recording_complete`, `recording_retained`: the recorder records the camera now, has recorded it for the last
 *   24 hours, keeps it for as long as it must
 * - `passages_captured`: about as many as at this hour of earlier weeks
 * - `serving`: the service of the server answers
 * - `door_shut`, `cabinet_dry`, `cabinet_cool`: of the cabinet in which the device with the sensor stands
 */
export const observables = [
  'mains_present',
  'energised',
  'voltage_right',
  'keeps_running',
  'battery_good',
  'inverter_good',
  'surge_protected',
  'reachable',
  'link_up',
  'power_held',
  'light_sent',
  'light_usual',
  'connection_steady',
  'sends_in_turn',
  'section_clear',
  'frames_intact',
  'full_rate',
  'poe_delivering',
  'poe_unfaulted',
  'poe_granted',
  'poe_budget_left',
  'power_drawn',
  'loop_free',
  'uncongested',
  'authorised',
  'media_flowing',
  'packets_whole',
  'profile_kept',
  'signal_present',
  'picture_shown',
  'picture_clear',
  'picture_undisturbed',
  'view_free',
  'view_in_place',
  'colours_true',
  'well_lit',
  'untampered',
  'clock_right',
  'identity_right',
  'disks_good',
  'recording_runs',
  'recording_complete',
  'recording_retained',
  'passages_captured',
  'serving',
  'door_shut',
  'cabinet_dry',
  'cabinet_cool',
] as const;
export type Observable = (typeof observables)[number];

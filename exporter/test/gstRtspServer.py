#!/usr/bin/env python3
"""GStreamer's RTSP server, as a peer of the RTSP prober that nobody of this project wrote.

Use: gstRtspServer.py H264.mp4 H265.mp4 USER PASSWORD

Serves /h264, /h265 and /jpeg on three free ports of 127.0.0.1: open, Basic and Digest. Prints one JSON object with the ports when
it listens; ends with its standard input. Needs Debian's own /usr/bin/python3 with python3-gi, gir1.2-gst-rtsp-server-1.0,
gstreamer1.0-plugins-good, gstreamer1.0-plugins-bad.
"""
import json
import os
import sys
import threading

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

ROLE = "viewer"


def clip(codec, path):
    return (
        f"( filesrc location={path} ! qtdemux ! {codec}parse config-interval=-1"
        f" ! rtp{codec}pay name=pay0 pt=96 config-interval=-1 )"
    )


MOTION_JPEG = (
    "( videotestsrc is-live=true ! video/x-raw,format=I420,width=320,height=176,framerate=10/1"
    " ! jpegenc ! rtpjpegpay name=pay0 pt=26 )"
)


def media_factory(launch, protected):
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(launch)
    if protected:
        permissions = GstRtspServer.RTSPPermissions()
        for right in ("access", "construct"):
            permissions.add_permission_for_role(ROLE, f"media.factory.{right}", True)
        factory.set_permissions(permissions)
    return factory


def authentication(method, user, password):
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", ROLE)
    auth = GstRtspServer.RTSPAuth()
    auth.set_supported_methods(method)
    if method == GstRtsp.RTSPAuthMethod.BASIC:
        auth.add_basic(GstRtspServer.RTSPAuth.make_basic(user, password), token)
    else:
        auth.add_digest(user, password, token)
    return auth


def serve(clips, method, user, password):
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service("0")
    for codec, path in clips.items():
        server.get_mount_points().add_factory(f"/{codec}", media_factory(clip(codec, path), method is not None))
    server.get_mount_points().add_factory("/jpeg", media_factory(MOTION_JPEG, method is not None))
    if method is not None:
        server.set_auth(authentication(method, user, password))
    server.attach(None)
    return server


def main():
    Gst.init(None)
    h264, h265, user, password = sys.argv[1:5]
    clips = {"h264": os.path.abspath(h264), "h265": os.path.abspath(h265)}
    methods = {"open": None, "basic": GstRtsp.RTSPAuthMethod.BASIC, "digest": GstRtsp.RTSPAuthMethod.DIGEST}
    servers = {name: serve(clips, method, user, password) for name, method in methods.items()}
    print(json.dumps({name: server.get_bound_port() for name, server in servers.items()}), flush=True)
    loop = GLib.MainLoop()
    threading.Thread(target=lambda: (sys.stdin.read(), loop.quit()), daemon=True).start()
    loop.run()


if __name__ == "__main__":
    main()

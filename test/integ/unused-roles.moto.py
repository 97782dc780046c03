"""IAM and AWS Config of an account, played by moto on loopback: https://docs.getmoto.org

Standard input is one line of JSON, the roles; then standard output tells the port. When standard input ends, so does this.
"""

import json
import sys
from datetime import datetime

from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.responses import ActionResult
from moto.iam.models import Role, iam_backends
from moto.iam.responses import IamResponse
from moto.server import ThreadedMotoServer

TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}


def time(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def role_of(given):
    role = Role(
        account_id=DEFAULT_ACCOUNT_ID,
        partition="aws",
        role_id=given["id"],
        name=given["name"],
        assume_role_policy_document=json.dumps(TRUST),
        path=given["path"],
        permissions_boundary=None,
        description="",
        tags=[{"Key": key, "Value": value} for key, value in given.get("tags", {}).items()],
        max_session_duration="3600",
    )
    role.create_date = time(given["created"])
    if "lastUsed" in given:
        role.last_used = time(given["lastUsed"]["date"])
        role.last_used_region = given["lastUsed"]["region"]
    for index, document in enumerate(given["policies"]):
        role.put_policy(f"inline-{index}", document)
    return role


whole = IamResponse.get_account_authorization_details


def paged(self):
    """moto answers with all roles at once, whatever MaxItems says. Here they come in pages, as its own ListRoles has them."""
    details = whole(self).result
    roles = list(details["RoleDetailList"])
    start = int(self._get_param("Marker", 0))
    end = start + int(self._get_param("MaxItems", 100))
    more = {"IsTruncated": True, "Marker": str(end)} if end < len(roles) else {}
    return ActionResult({**details, "RoleDetailList": roles[start:end], **more})


IamResponse.get_account_authorization_details = paged

roles = iam_backends[DEFAULT_ACCOUNT_ID]["aws"].roles
for given in json.loads(sys.stdin.readline()):
    roles[given["id"]] = role_of(given)

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()
server.stop()

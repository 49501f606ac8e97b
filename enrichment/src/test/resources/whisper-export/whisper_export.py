"""Writes the ONNX export of a tiny random Whisper, as PyTorch's exporter and Optimum name it, and what PyTorch computes.

usage: whisper_export.py OUT [MODEL]    MODEL: folder of a Whisper model, exported instead of the tiny one
Written with torch 2.13, onnx 1.23 and onnxruntime 1.30; OUT/export.zip and OUT/newer.zip are the fixtures.
"""
import json, os, sys, zipfile
import onnx, torch
from onnx import helper
from torch import nn


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads, self.head = heads, width // heads
        self.k_proj = nn.Linear(width, width, bias=False)
        self.v_proj = nn.Linear(width, width)
        self.q_proj = nn.Linear(width, width)
        self.out_proj = nn.Linear(width, width)

    def split(self, x):
        return x.view(x.shape[0], -1, self.heads, self.head).transpose(1, 2).contiguous()

    def forward(self, x, source=None, past=None, mask=None):
        q = self.split(self.q_proj(x) * self.head ** -0.5)
        if past is not None and source is None:
            k, v = past
            k = torch.cat([k, self.split(self.k_proj(x))], 2)
            v = torch.cat([v, self.split(self.v_proj(x))], 2)
        elif past is not None:
            k, v = past
        else:
            s = x if source is None else source
            k, v = self.split(self.k_proj(s)), self.split(self.v_proj(s))
        scores = torch.matmul(q, k.transpose(2, 3))
        if mask is not None:
            scores = scores + mask
        y = torch.matmul(torch.softmax(scores, -1), v)
        return self.out_proj(y.transpose(1, 2).reshape(x.shape)), (k, v)


class EncoderLayer(nn.Module):
    def __init__(self, width, heads, inner):
        super().__init__()
        self.self_attn = Attention(width, heads)
        self.self_attn_layer_norm = nn.LayerNorm(width)
        self.fc1, self.fc2 = nn.Linear(width, inner), nn.Linear(inner, width)
        self.final_layer_norm = nn.LayerNorm(width)

    def forward(self, x):
        x = x + self.self_attn(self.self_attn_layer_norm(x))[0]
        return x + self.fc2(nn.functional.gelu(self.fc1(self.final_layer_norm(x))))


class Encoder(nn.Module):
    def __init__(self, c):
        super().__init__()
        w = c["d_model"]
        self.conv1 = nn.Conv1d(c["num_mel_bins"], w, 3, padding=1)
        self.conv2 = nn.Conv1d(w, w, 3, stride=2, padding=1)
        self.embed_positions = nn.Embedding(c["max_source_positions"], w)
        self.layers = nn.ModuleList(
            EncoderLayer(w, c["encoder_attention_heads"], c["encoder_ffn_dim"]) for _ in range(c["encoder_layers"]))
        self.layer_norm = nn.LayerNorm(w)

    def forward(self, input_features):
        x = nn.functional.gelu(self.conv2(nn.functional.gelu(self.conv1(input_features)))).permute(0, 2, 1)
        x = x + self.embed_positions.weight
        for layer in self.layers:
            x = layer(x)
        return self.layer_norm(x)


class DecoderLayer(nn.Module):
    def __init__(self, width, heads, inner):
        super().__init__()
        self.self_attn = Attention(width, heads)
        self.self_attn_layer_norm = nn.LayerNorm(width)
        self.encoder_attn = Attention(width, heads)
        self.encoder_attn_layer_norm = nn.LayerNorm(width)
        self.fc1, self.fc2 = nn.Linear(width, inner), nn.Linear(inner, width)
        self.final_layer_norm = nn.LayerNorm(width)

    def forward(self, x, sound, mask, past):
        y, own = self.self_attn(self.self_attn_layer_norm(x), None, past and past[:2], mask)
        x = x + y
        y, cross = self.encoder_attn(self.encoder_attn_layer_norm(x), sound, past and past[2:])
        x = x + y
        return x + self.fc2(nn.functional.gelu(self.fc1(self.final_layer_norm(x)))), own, cross


class Positions(nn.Embedding):
    def forward(self, ids, past):
        return self.weight[past:past + ids.shape[1]]


class Decoder(nn.Module):
    def __init__(self, c):
        super().__init__()
        w = c["d_model"]
        self.embed_tokens = nn.Embedding(c["vocab_size"], w)
        self.embed_positions = Positions(c["max_target_positions"], w)
        self.layers = nn.ModuleList(
            DecoderLayer(w, c["decoder_attention_heads"], c["decoder_ffn_dim"]) for _ in range(c["decoder_layers"]))
        self.layer_norm = nn.LayerNorm(w)

    def forward(self, ids, sound, past):
        before = past[0][0].shape[2] if past else 0
        x = self.embed_tokens(ids) + self.embed_positions(ids, before)
        n = ids.shape[1]
        mask = None if past else torch.full((n, n), -3e38).triu(1)
        present = []
        for i, layer in enumerate(self.layers):
            x, own, cross = layer(x, sound, mask, past[i] if past else None)
            present += [*own, *cross] if not past else [*own]
        return self.layer_norm(x), present


class Inner(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.encoder, self.decoder = Encoder(c), Decoder(c)


class Whisper(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.model = Inner(c)
        self.proj_out = nn.Linear(c["d_model"], c["vocab_size"], bias=False)
        self.proj_out.weight = self.model.decoder.embed_tokens.weight
        self.layers = c["decoder_layers"]

    def forward(self, input_ids, encoder_hidden_states, *flat):
        past = [tuple(flat[4 * i:4 * i + 4]) for i in range(self.layers)] if flat else None
        x, present = self.model.decoder(input_ids, encoder_hidden_states, past)
        return (self.proj_out(x), *present)


TINY = dict(d_model=8, num_mel_bins=80, encoder_layers=2, encoder_attention_heads=2, encoder_ffn_dim=16,
            decoder_layers=1, decoder_attention_heads=1, decoder_ffn_dim=16, max_source_positions=1500,
            max_target_positions=448, vocab_size=1515)


def export(module, args, path, inputs, outputs, axes):
    torch.onnx.export(module, args, path, dynamo=False, opset_version=17, input_names=inputs, output_names=outputs,
                      dynamic_axes=axes, do_constant_folding=True)


def merge(first, later, path):
    """One graph with a branch for the first token and one for the later ones; equal constants once, as Optimum does."""
    a, b = onnx.load(first), onnx.load(later)
    shared, kept = {}, []
    for m in (a, b):
        names = {}
        for t in m.graph.initializer:
            key = (t.data_type, bytes(t.raw_data), tuple(t.dims))
            if key not in shared:
                shared[key] = t.name + "_merged"
                kept.append(t)
            names[t.name] = shared[key]
        for node in m.graph.node:
            for i, name in enumerate(node.input):
                node.input[i] = names.get(name, name)
    for t in kept:
        t.name = shared[t.data_type, bytes(t.raw_data), tuple(t.dims)]
    flag = helper.make_tensor_value_info("use_cache_branch", onnx.TensorProto.BOOL, [1])
    inputs = {i.name: i for m in (b, a) for i in m.graph.input}
    # Both branches must give the same outputs; what the later one lacks is passed on.
    outputs = [o for o in a.graph.output]
    given = {o.name for o in b.graph.output}
    more = [helper.make_node("Identity", [o.name.replace("present", "past_key_values")], [o.name])
            for o in outputs if o.name not in given]
    branch = lambda m, name, extra: helper.make_graph([*m.graph.node, *extra], name, [], outputs)
    node = helper.make_node("If", ["use_cache_branch"], [o.name for o in outputs], name="optimum::if",
                            then_branch=branch(b, "then", more), else_branch=branch(a, "else", []))
    graph = helper.make_graph([node], "merged", [*inputs.values(), flag], outputs, kept)
    onnx.save(helper.make_model(graph, opset_imports=a.opset_import, ir_version=8), path)


def main(out, source=None):
    torch.manual_seed(7)
    c = TINY if source is None else json.load(open(source + "/config.json"))
    model = Whisper(c).eval()
    if source:
        from safetensors.torch import load_file
        model.load_state_dict({**load_file(source + "/model.safetensors")}, strict=False)
    else:
        for name, p in model.named_parameters():
            nn.init.normal_(p, 1.0 if name.endswith("norm.weight") else 0.0, 0.2)
        with torch.no_grad():  # Equal parameters, which exporters keep once.
            model.model.encoder.layers[1].self_attn_layer_norm.bias.copy_(model.model.encoder.layers[0].self_attn_layer_norm.bias)
    os.makedirs(out, exist_ok=True)
    mel = torch.sin(torch.arange(c["num_mel_bins"] * 3000).float().reshape(1, c["num_mel_bins"], 3000) * 0.37)
    ids = torch.tensor([[3, 1, 4, 1, 5]])
    with torch.no_grad():
        sound = model.model.encoder(mel)
        logits, *present = model(ids, sound)
    export(model.model.encoder, (mel,), out + "/encoder_model.onnx", ["input_features"], ["last_hidden_state"],
           {"input_features": {0: "batch"}})
    n = c["decoder_layers"]
    names = [f"{i}.{k}" for i in range(n) for k in ("decoder.key", "decoder.value", "encoder.key", "encoder.value")]
    own = [x for x in names if "decoder" in x]
    export(model, (ids, sound), out + "/decoder_model.onnx", ["input_ids", "encoder_hidden_states"],
           ["logits", *("present." + x for x in names)], {"input_ids": {0: "batch", 1: "length"}, "encoder_hidden_states": {0: "batch"}})
    past = ["past_key_values." + x for x in names]
    export(model, (ids[:, :1], sound, *present), out + "/decoder_with_past_model.onnx",
           ["input_ids", "encoder_hidden_states", *past], ["logits", *("present." + x for x in own)],
           {"input_ids": {0: "batch"}, **{p: {0: "batch", 2: "before"} for p in past}})
    merge(out + "/decoder_model.onnx", out + "/decoder_with_past_model.onnx", out + "/decoder_model_merged.onnx")
    r = lambda t: [round(float(x), 6) for x in t.flatten()]
    params = {k: [list(v.shape), round(float(v.double().sum()), 5), round(float((v.double().flatten() * torch.arange(v.numel()).double().cos()).sum()), 5)]
              for k, v in model.named_parameters() if k != "proj_out.weight"}
    json.dump({"ids": ids[0].tolist(), "logits": r(logits[0, -1]), "parameters": params}, open(out + "/expected.json", "w"))
    if source is None:
        variants(out, model, mel, ids, sound)


def variants(out, model, mel, ids, sound):
    """What transformers.js makes of the fp32 files, with the same library."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
    from onnxruntime.transformers.float16 import convert_float_to_float16
    for name in ("encoder_model", "decoder_model", "decoder_model_merged"):
        path = f"{out}/{name}"
        half = convert_float_to_float16(onnx.load(path + ".onnx"), keep_io_types=True, disable_shape_infer=True)
        onnx.save(half, path + "_fp16.onnx")
        extra = dict(EnableSubgraph=True, MatMulConstBOnly=True)
        quantize_dynamic(path + ".onnx", path + "_int8.onnx", weight_type=QuantType.QInt8, per_channel=True, extra_options=extra)
        quantize_dynamic(path + ".onnx", path + "_quantized.onnx", weight_type=QuantType.QUInt8, extra_options=extra)
        q4 = MatMulNBitsQuantizer(onnx.load(path + ".onnx"), block_size=16, is_symmetric=name != "encoder_model")
        q4.process()
        onnx.save(q4.model.model, path + "_q4.onnx")
    # PyTorch's newer exporter, which says in another place which module an operator comes from.
    torch.onnx.export(model.model.encoder, (mel,), out + "/encoder_newer.onnx", dynamo=True, external_data=False)
    length = torch.export.Dim("length", min=2, max=448)
    torch.onnx.export(model, (ids, sound), out + "/decoder_newer.onnx", dynamo=True, external_data=False,
                      dynamic_shapes=({1: length}, None))
    onnx.save(onnx.load(out + "/encoder_model.onnx"), out + "/outside.onnx", save_as_external_data=True,
              location="encoder_model.onnx_data", size_threshold=1024)
    parts = {
        "export": ("expected.json", "encoder_model.onnx_data", *(x + ".onnx" for x in (
            "encoder_model", "decoder_model", "decoder_model_merged", "encoder_model_fp16", "decoder_model_fp16",
            "encoder_model_int8", "decoder_model_int8", "encoder_model_quantized", "decoder_model_merged_quantized",
            "encoder_model_q4", "decoder_model_merged_q4", "outside"))),
        "newer": ("encoder_newer.onnx", "decoder_newer.onnx"),
    }
    for part, names in parts.items():
        with zipfile.ZipFile(f"{out}/{part}.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for name in names:
                archive.write(f"{out}/{name}", name)


main(*sys.argv[1:])

package io.kubevirt.ee.handler.device;

import com.google.protobuf.MessageLite;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.lite.ProtoLiteUtils;
import io.kubevirt.ee.handler.device.v1beta1.AllocateRequest;
import io.kubevirt.ee.handler.device.v1beta1.AllocateResponse;
import io.kubevirt.ee.handler.device.v1beta1.DevicePluginOptions;
import io.kubevirt.ee.handler.device.v1beta1.Empty;
import io.kubevirt.ee.handler.device.v1beta1.ListAndWatchResponse;
import io.kubevirt.ee.handler.device.v1beta1.RegisterRequest;

/**
 * What the kubelet and its plugins call of each other, of {@code api.proto}. Written by hand: four
 * calls are less than a second native compiler in the build.
 */
final class KubeletApi {

    /** The version of the API. */
    static final String VERSION = "v1beta1";

    /** The service of a plugin. */
    static final String DEVICE_PLUGIN = VERSION + ".DevicePlugin";

    /** The service of the kubelet. */
    static final String REGISTRATION = VERSION + ".Registration";

    static final MethodDescriptor<RegisterRequest, Empty> REGISTER =
            method(
                    REGISTRATION,
                    "Register",
                    MethodType.UNARY,
                    RegisterRequest.getDefaultInstance(),
                    Empty.getDefaultInstance());

    static final MethodDescriptor<Empty, DevicePluginOptions> OPTIONS =
            method(
                    DEVICE_PLUGIN,
                    "GetDevicePluginOptions",
                    MethodType.UNARY,
                    Empty.getDefaultInstance(),
                    DevicePluginOptions.getDefaultInstance());

    static final MethodDescriptor<Empty, ListAndWatchResponse> LIST_AND_WATCH =
            method(
                    DEVICE_PLUGIN,
                    "ListAndWatch",
                    MethodType.SERVER_STREAMING,
                    Empty.getDefaultInstance(),
                    ListAndWatchResponse.getDefaultInstance());

    static final MethodDescriptor<AllocateRequest, AllocateResponse> ALLOCATE =
            method(
                    DEVICE_PLUGIN,
                    "Allocate",
                    MethodType.UNARY,
                    AllocateRequest.getDefaultInstance(),
                    AllocateResponse.getDefaultInstance());

    private KubeletApi() {}

    private static <Q extends MessageLite, A extends MessageLite> MethodDescriptor<Q, A> method(
            String service, String name, MethodType type, Q request, A answer) {
        return MethodDescriptor.<Q, A>newBuilder()
                .setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(service, name))
                .setRequestMarshaller(ProtoLiteUtils.marshaller(request))
                .setResponseMarshaller(ProtoLiteUtils.marshaller(answer))
                .build();
    }
}
